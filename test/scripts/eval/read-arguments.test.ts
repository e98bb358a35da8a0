import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/eval/read-arguments.ts';

describe('readArguments', () => {
  it('takes a file, the offline parser and a bar of nine in ten', () => {
    expect(readArguments(['questions.jsonl'])).toEqual({
      help: false,
      parser: 'offline',
      bar: 0.9,
      fromFeedback: false,
      markReviewed: false,
      file: 'questions.jsonl',
    });
  });

  it('takes another parser, another bar and the review list', () => {
    expect(readArguments(['--parser', 'bedrock', '--bar', '1', '--from-feedback'])).toMatchObject({
      parser: 'bedrock',
      bar: 1,
      fromFeedback: true,
    });
  });

  it.each<[readonly string[], RegExp]>([
    [[], /^give one file of questions or --from-feedback/],
    [['a', 'b'], /^give one file/],
    [['--from-feedback', 'a'], /^give one file/],
    [['--mark-reviewed', 'a'], /^--mark-reviewed goes with --from-feedback$/],
    [['--parser', 'oracle', 'a'], /^--parser is offline or bedrock, not "oracle"$/],
    [['--bar', '90', 'a'], /^--bar needs a number from 0 to 1, not "90"$/],
    [['--bar', 'high', 'a'], /^--bar needs a number from 0 to 1, not "high"$/],
    [['--fast', 'a'], /^Unknown option '--fast'; --help shows how$/],
  ])('refuses %j in one sentence', (words, sentence) => {
    expect(() => readArguments(words)).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringMatching(sentence) }),
    );
  });
});
