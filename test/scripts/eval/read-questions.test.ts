import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQuestions } from '../../../scripts/eval/read-questions.ts';

describe('readQuestions', () => {
  let file: string;

  beforeAll(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'vitals-questions-')), 'questions.jsonl');
  });
  afterAll(() => rm(join(file, '..'), { recursive: true, force: true }));

  it('reads a question a line, as a message where nothing else is said', async () => {
    await writeFile(
      file,
      '{"text":"hi","expected":{"kind":"help"}}\r\n\n{"text":"wug","expected":{"kind":"unclear"}}\n',
    );

    expect(await readQuestions(file)).toEqual([
      { text: 'hi', surface: 'message', expected: { kind: 'help' } },
      { text: 'wug', surface: 'message', expected: { kind: 'unclear' } },
    ]);
  });

  it.each([
    ['\n', /holds no question$/],
    ['{"text":', /line 1 is no question: it is not JSON$/],
    ['{"text":"churn"}', /line 1 is no question: expected: /],
    ['{"text":"a","expected":{"kind":"help"},"note":1}', /line 1 is no question: the line: Unrecognized key/],
    ['{"text":"a","expected":{"kind":"summary","dataset":"agents","metrics":["x"],"filters":[]}}', /is no question/],
  ])('refuses %j and names the line', async (text, sentence) => {
    await writeFile(file, text);

    await expect(readQuestions(file)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(sentence),
    });
  });

  it('says when there is no such file', async () => {
    await expect(readQuestions('/nowhere.jsonl')).rejects.toMatchObject({ message: '/nowhere.jsonl cannot be read' });
  });
});
