import { describe, expect, it } from 'vitest';
import { isExpected } from '../../../scripts/eval/canonical-intent.ts';
import type { Expected } from '../../../scripts/eval/eval-question.ts';
import type { Intent } from '../../../src/intents/intent.ts';

const summary = (more: object): Intent & Expected =>
  ({ kind: 'summary', dataset: 'agents', metrics: [], filters: [], ...more }) as Intent & Expected;
const rookies = { field: 'experienceLevel', op: 'in', values: ['rookie', 'veteran'] };
const bounded = { field: 'npsScore', op: '<', value: 50 };

describe('isExpected', () => {
  it.each<[string, Intent, Expected]>([
    ['filters', summary({ filters: [rookies, bounded] }), summary({ filters: [bounded, rookies] })],
    ['values', summary({ filters: [rookies] }), summary({ filters: [{ ...rookies, values: ['veteran', 'rookie'] }] })],
    ['metrics', summary({ metrics: ['revenue', 'npsScore'] }), summary({ metrics: ['npsScore', 'revenue'] })],
    ['properties', { kind: 'help' }, { kind: 'help' }],
    ['a statistic that is left out', summary({ statistic: undefined }), summary({})],
  ])('looks past the order of %s', (_what, got, expected) => {
    expect(isExpected(got, expected)).toBe(true);
  });

  it.each<[string, Intent, Expected]>([
    ['a filter', summary({ filters: [bounded] }), summary({})],
    ['a number', summary({ filters: [bounded] }), summary({ filters: [{ ...bounded, value: 51 }] })],
    ['a statistic', summary({ statistic: 'median' }), summary({})],
    ['a kind', { kind: 'help' }, summary({})],
    ['a reason', { kind: 'unclear', reason: 'ambiguous', suggestions: [] }, { kind: 'unclear', reason: 'outOfScope' }],
    ['clarity', { kind: 'help' }, { kind: 'unclear' }],
  ])('sees another one in %s', (_what, got, expected) => {
    expect(isExpected(got, expected)).toBe(false);
  });

  it('takes any reason where none is expected, whatever is suggested', () => {
    const got: Intent = { kind: 'unclear', reason: 'ambiguous', detail: 'x', suggestions: [{ kind: 'help' }] };

    expect(isExpected(got, { kind: 'unclear' })).toBe(true);
    expect(isExpected(got, { kind: 'unclear', reason: 'ambiguous' })).toBe(true);
  });
});
