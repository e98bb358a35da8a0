import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { itemSchema } from '../../src/catalog/derive/item-schema.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import type { Generation } from '../../src/generator/generation.ts';

const asOf = '2026-01-01';
const generated = (overrides: Partial<Generation> = {}) => [
  ...generateAgents({ count: 300, seed: 42, asOf, ...overrides }),
];
const digest = (people: unknown): string => createHash('sha256').update(JSON.stringify(people)).digest('hex');

describe('generateAgents', () => {
  const many = generated({ count: 20_000 });

  it('makes people who have every attribute of the catalogue, each in its range', () => {
    const schema = itemSchema(agents);

    const wrong = many.filter((agent) => !schema.safeParse(agent).success);

    expect(wrong).toEqual([]);
    expect(many).toHaveLength(20_000);
  });

  it('numbers them from agent-1, and gives no id or e-mail twice', () => {
    const ids = many.map(({ id }) => id);
    const emails = many.map(({ email }) => email);

    expect([ids[0], ids.at(-1)]).toEqual(['agent-1', 'agent-20000']);
    expect(new Set(ids).size).toBe(many.length);
    expect(new Set(emails).size).toBe(many.length);
  });

  it('names nobody real: reserved mail domains, phone numbers kept for fiction', () => {
    for (const { name, email, phone } of many) {
      expect(name).toMatch(/^\S+ \S/);
      expect(email).toMatch(/^[a-z-]+\.[a-z-]+\d*@example\.(com|net|org)$/);
      expect(phone).toMatch(/^\([2-9](?!11)[0-8]\d\) 555-01\d\d$/);
    }
  });

  it('derives the e-mail from the name', () => {
    const [agent] = many;
    const [first = '', last = ''] = agent?.name.toLowerCase().split(' ') ?? [];

    expect(agent?.email.split('@')[0]).toBe(`${first}.${last}`);
  });

  it('dates joining within five years and activity within thirty days, never before joining', () => {
    const end = Date.parse(asOf);
    const day = 86_400_000;
    for (const { joinDate, lastActivityDate } of many) {
      expect(joinDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const joined = Date.parse(joinDate);
      const active = Date.parse(lastActivityDate);
      expect(joined).toBeGreaterThanOrEqual(end - 5 * 365 * day - 1_000);
      expect(active).toBeGreaterThanOrEqual(Math.max(joined, end - 30 * day - 1_000));
      expect(active).toBeLessThanOrEqual(end);
    }
  });

  it('lets rookies have joined lately and veterans long ago, and the engaged be active lately', () => {
    const latest = (level: string) =>
      Math.max(...many.filter((agent) => agent.experienceLevel === level).map(({ joinDate }) => Date.parse(joinDate)));
    const earliest = (level: string) =>
      Math.min(...many.filter((agent) => agent.experienceLevel === level).map(({ joinDate }) => Date.parse(joinDate)));
    const meanActivity = (level: string) => {
      const times = many
        .filter((agent) => agent.platformEngagement === level)
        .map(({ lastActivityDate }) => Date.parse(lastActivityDate));
      return times.reduce((sum, time) => sum + time, 0) / times.length;
    };

    expect(latest('veteran')).toBeLessThan(earliest('rookie'));
    expect(meanActivity('low')).toBeLessThan(meanActivity('medium'));
    expect(meanActivity('medium')).toBeLessThan(meanActivity('high'));
  });

  it('knows the tiers and features of the catalogue only, and gives higher tiers to those who spend', () => {
    const { subscriptionTier, activeFeatures } = agents.attributes;
    const enterprise = (level: string) => {
      const spenders = many.filter((agent) => agent.spendLevel === level);
      return spenders.filter((agent) => agent.subscriptionTier === 'enterprise').length / spenders.length;
    };

    expect(new Set(many.map((agent) => agent.subscriptionTier))).toEqual(new Set(Object.keys(subscriptionTier.values)));
    expect(new Set(many.flatMap((agent) => agent.activeFeatures))).toEqual(new Set(Object.keys(activeFeatures.values)));
    expect(enterprise('lessThan1k')).toBe(0);
    expect(enterprise('moreThan10k')).toBeGreaterThan(5 * enterprise('lessThan10k'));
  });

  it('gives the same people for the same seed and date, others for another seed', () => {
    expect(digest(generated())).toBe(digest(generated()));
    expect(generated({ seed: 43 })[0]?.name).not.toBe(generated()[0]?.name);
  });

  it('gives the first people of a larger count as the people of a smaller one', () => {
    for (const count of [1, 99, 100, 101, 300]) {
      expect(digest(generated({ count }))).toBe(digest(many.slice(0, count)));
    }
  });

  it('lets the as-of date move dates and nothing else', () => {
    const withoutDates = (people: readonly object[]) =>
      people.map((agent) => ({ ...agent, joinDate: 0, lastActivityDate: 0 }));

    const later = generated({ asOf: '2026-03-01' });

    expect(withoutDates(later)).toEqual(withoutDates(generated()));
    expect(Date.parse(later[0]?.joinDate ?? '') - Date.parse(generated()[0]?.joinDate ?? '')).toBe(59 * 86_400_000);
  });

  it('does not look at the clock', () => {
    const before = digest(generated());
    vi.useFakeTimers({ now: new Date('1999-12-31T23:59:59Z') });

    const then = digest(generated());
    vi.useRealTimers();

    expect(then).toBe(before);
  });

  it.each(['Pacific/Kiritimati', 'America/Los_Angeles'])('gives the same people in another process in %s', (zone) => {
    const script = `
      import { generateAgents } from './src/generator/generate-agents.ts';
      process.stdout.write(JSON.stringify([...generateAgents({ count: 300, seed: 42, asOf: '${asOf}' })]));`;

    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      env: { ...process.env, TZ: zone },
      maxBuffer: 10_000_000,
      encoding: 'utf8',
    });

    expect(digest(JSON.parse(output))).toBe(digest(generated()));
  });

  it('draws two runs side by side without mixing them', () => {
    const one = generateAgents({ count: 5, seed: 1, asOf })[Symbol.iterator]();
    const other = generateAgents({ count: 5, seed: 2, asOf })[Symbol.iterator]();

    const drawn = Array.from({ length: 5 }, () => [one.next().value, other.next().value]);

    expect(drawn.map(([first]) => first)).toEqual(generated({ count: 5, seed: 1 }));
    expect(drawn.map(([, second]) => second)).toEqual(generated({ count: 5, seed: 2 }));
  });

  it.each([
    ['count', { count: 0 }],
    ['count', { count: 1_000_001 }],
    ['count', { count: 1.5 }],
    ['seed', { seed: -1 }],
    ['seed', { seed: 2 ** 32 }],
    ['as-of date', { asOf: '2026-02-30' }],
    ['as-of date', { asOf: '2026-1-1' }],
    ['as-of date', { asOf: '1969-12-31' }],
  ])('refuses a %s that is none: %o', (what, overrides) => {
    expect(() => generated(overrides)).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringContaining(what) }),
    );
  });
});
