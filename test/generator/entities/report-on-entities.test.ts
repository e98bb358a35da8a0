import { describe, expect, it } from 'vitest';
import { reportOnEntities } from '../../../src/generator/entities/report-on-entities.ts';
import { generateEntities } from '../../../src/generator/generate-entities.ts';

const members = [...generateEntities({ count: 5_000, seed: 5, asOf: '2026-01-01' })];
const report = reportOnEntities(members);

describe('reportOnEntities', () => {
  it.each([
    ['student', 70],
    ['tutor', 20],
    ['subject', 8],
    ['region', 2],
  ])('finds %d %% of %s', (type, percent) => {
    const row = report.distributions.find(({ value }) => value === type);

    expect(row?.target).toBe(percent / 100);
    expect(Math.abs(row?.deviation ?? 1)).toBeLessThan(0.01);
  });

  it.each(report.expectations)('$group: $statement', ({ holds }) => {
    expect(holds).toBe(true);
  });

  it('holds for those of the first run as well', () => {
    const firstRun = reportOnEntities(generateEntities({ count: 200, seed: 42, asOf: '2026-01-01' }));

    expect(firstRun.expectations.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('sees when something does not hold', () => {
    const upsideDown = members.map(({ entity, history }) => ({
      entity: { ...entity, health_score: 100 - entity.health_score, sessions_7d: entity.sessions_14d + 1 },
      history,
    }));

    const failing = reportOnEntities(upsideDown).expectations.filter(({ holds }) => !holds);

    expect(failing.map(({ statement }) => statement)).toEqual(
      expect.arrayContaining([
        'Inbound calls in 14 days with Health',
        'Average rating with Health',
        'Sessions in 7 days are among those in 14',
        'The last day says what the record says',
      ]),
    );
  });
});
