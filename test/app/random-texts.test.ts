import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../src/answers/create-answers.ts';
import { agents } from '../../src/catalog/datasets/agents.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import { vocabularyOf } from '../../src/catalog/derive/vocabulary.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import { parseText } from '../../src/intents/grammar/parse-text.ts';
import { intentSchema } from '../../src/intents/intent.ts';
import { validateBlocks } from '../../src/playground/blocks/validate-blocks.ts';
import { buildMessage } from '../../src/slack/blocks/build-message.ts';
import type { ReadOptions, ReadPage, Repository } from '../../src/storage/repository.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { answersOver } from '../support/answers-over.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const texts = 10_000;
const today = '2026-03-01';

let engine: TestEngine;
let answers: Answers;

beforeAll(async () => {
  engine = await startTestEngine();
  const people = [...generateAgents({ count: 40, seed: 7, asOf: today })];
  answers = answersOver(await readOnce(await createAgentsTable(engine.client, people)), Date.parse(today));
});
afterAll(() => engine.stop());

/**
 * The table does not change here, so that it is read once and what is asked of it is taken from that: the texts are
 * tested, not the engine. Ids that nobody has still go to the engine, which may not like how they are written.
 */
async function readOnce(repository: Repository): Promise<Repository> {
  const [page, ...more] = await allOf(repository.readAll({ attributes: Object.keys(agents.attributes) }));
  if (page === undefined || more.length > 0) throw new Error('forty people are one page');
  const items = new Map(page.items.map((item) => [item['id'], Promise.resolve<AnyItem | undefined>(item)]));
  const lists = new Map<string, Promise<ReadPage>>();
  return {
    ...repository,
    async *readAll({ attributes }: ReadOptions) {
      const names = new Set(['id', ...attributes]);
      const items = page.items.map((item) =>
        Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name))),
      );
      yield { ...page, items };
    },
    readIndex(...request) {
      const key = JSON.stringify(request);
      const list = lists.get(key) ?? repository.readIndex(...request);
      lists.set(key, list);
      return list;
    },
    find(id) {
      const item = items.get(id) ?? repository.find(id);
      items.set(id, item);
      return item;
    },
  };
}

async function allOf(pages: AsyncIterable<ReadPage>): Promise<ReadPage[]> {
  const all: ReadPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** Words that mean something, words that do not, and the glue between them, in any order. */
const phrase = fc.constantFrom(...vocabularyOf(agents).map((entry) => entry.phrase));
const glue = fc.constantFrom(
  ...'why usage by vs top worst compare set agent-7 and not < >= 10 since 2024 $5k % delete null * 🙂 -1 1e999'.split(
    ' ',
  ),
  '30 days',
  'in the last',
  '"Ana Price"',
  '<!channel>',
  '\u0000',
);
const salad = fc.array(fc.oneof({ weight: 3, arbitrary: phrase }, glue), { minLength: 1, maxLength: 7 });
const change = fc
  .tuple(fc.integer({ min: 1, max: 60 }), phrase, fc.integer({ min: -5, max: 120 }))
  .map(([number, words, value]) => `set agent-${number} ${words} ${value}`);
const text = fc.oneof(
  change,
  { weight: 2, arbitrary: salad.map((words) => words.join(' ')) },
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
);

describe('random slash texts', () => {
  it(`are answered, ${texts} of them, within every limit of Slack's`, { timeout: 120_000 }, async () => {
    const kinds = new Map<string, number>();

    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const intent = parseText(typed, { surface: 'slash', command: '/agents', today });
        expect(intentSchema.safeParse(intent).error).toBeUndefined();
        const message = buildMessage(await answers.answer(intent), 'asker');
        const verdict = validateBlocks(message.blocks, 'message');
        expect(verdict.ok ? [] : verdict.messages).toEqual([]);
        expect(message.text.trim()).not.toBe('');
        kinds.set(intent.kind, (kinds.get(intent.kind) ?? 0) + 1);
      }),
      { numRuns: texts },
    );

    // The texts are worth something only if they reach every kind of answer.
    expect([...kinds.keys()]).toEqual(
      expect.arrayContaining([
        'breakdown',
        'comparison',
        'help',
        'operation',
        'profile',
        'ranking',
        'summary',
        'unclear',
        'update',
      ]),
    );
  });
});
