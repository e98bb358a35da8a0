import fc from 'fast-check';
import type { Answer, Cell, Figure } from '../../src/answers/answer.ts';
import type { Intent } from '../../src/intents/intent.ts';

const summary: Intent = { kind: 'summary', dataset: 'agents', metrics: ['churnRisk'], filters: [] };

/** An answer that says nothing but its title, to be filled by the test. */
export function answerOf(parts: Partial<Answer> = {}): Answer {
  return {
    kind: 'summary',
    intent: summary,
    title: 'Churn risk',
    headline: [],
    facts: [],
    notes: [],
    people: undefined,
    steps: [],
    ...parts,
  };
}

/** Texts that have broken somebody's messages: markup, mentions, links, control and combining characters. */
export const hostileTexts: readonly string[] = [
  '<!channel> <@U0123456789> <#C0123456789|general>',
  '<https://evil.example|click> & <script>alert(1)</script>',
  '*bold* _italic_ ~gone~ `code` ```block``` > quote',
  ':skull: :rotating_light:',
  '\u0000\u0007\u202Eright to left\u202C',
  '👩‍👩‍👧‍👦'.repeat(50),
  'x'.repeat(5000),
  '',
  '   ',
  '\n\n\n',
];

const unit = fc.constantFrom('usd', 'count', 'days', 'hours', 'percent', 'score');
const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'grapheme', maxLength: 300 }));
const number = fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.constantFrom(0, -0.01, 1e15));

const figure: fc.Arbitrary<Figure> = fc.record(
  {
    label: text,
    value: fc.option(number),
    unit,
    n: fc.nat(),
    share: fc.double({ noNaN: true, min: 0, max: 100 }),
    fleet: fc.record({ value: number, n: fc.nat(), verdict: fc.constantFrom('better', 'worse', 'same') }),
  },
  { requiredKeys: ['label', 'value', 'unit', 'n'] },
);

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({ kind: fc.constant('number' as const), value: fc.option(number), unit }),
  fc.record({ kind: fc.constant('person' as const), id: text, name: text }),
);

const table = fc.integer({ min: 1, max: 8 }).chain((width) =>
  fc.record({
    caption: text,
    columns: fc.array(text, { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 150 }),
  }),
);

const chart = fc.integer({ min: 0, max: 30 }).chain((size) =>
  fc.record({
    title: text,
    shape: fc.constantFrom('bar', 'line', 'pie'),
    unit,
    categories: fc.array(text, { minLength: size, maxLength: size }),
    series: fc.array(fc.record({ name: text, values: fc.array(number, { minLength: size, maxLength: size }) }), {
      minLength: 1,
      maxLength: 1,
    }),
  }),
);

const verdict = fc.constantFrom('better', 'worse', 'same');
const profileLine = fc.record(
  { label: text, text, personal: fc.boolean(), usual: fc.record({ text, of: text, verdict }) },
  { requiredKeys: ['label', 'text', 'personal'] },
);

/** Any answer, also such as no data of ours would give. */
export const anyAnswer: fc.Arbitrary<Answer> = fc.record(
  {
    kind: fc.constantFrom(
      'summary',
      'breakdown',
      'ranking',
      'comparison',
      'profile',
      'update',
      'help',
      'unclear',
      'notFound',
      'choice',
    ),
    intent: fc.constantFrom<Intent>(
      summary,
      { kind: 'help' },
      { kind: 'profile', dataset: 'agents', subject: 'agent-1' },
    ),
    title: text,
    understood: fc.record({ words: text, command: text }),
    headline: fc.array(figure, { maxLength: 8 }),
    facts: fc.array(figure, { maxLength: 25 }),
    notes: fc.array(text, { maxLength: 10 }),
    table,
    chart,
    people: fc.option(
      fc.record({
        heading: text,
        lines: fc.array(fc.record({ id: text, name: text, figure, traits: text }), { maxLength: 10 }),
      }),
      { nil: undefined },
    ),
    profile: fc.record({
      id: text,
      name: text,
      traits: text,
      highlights: fc.array(figure, { maxLength: 5 }),
      lines: fc.array(profileLine, { maxLength: 40 }),
    }),
    steps: fc.array(fc.record({ label: text, intent: fc.constant({ kind: 'help' as const }) }), { maxLength: 6 }),
    page: fc.record({ offset: fc.nat(200), size: fc.constant(20), total: fc.nat(1000) }),
  },
  { requiredKeys: ['kind', 'intent', 'title', 'headline', 'facts', 'notes', 'people', 'steps'] },
);
