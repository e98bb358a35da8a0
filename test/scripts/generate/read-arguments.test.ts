import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/generate/read-arguments.ts';

describe('readArguments', () => {
  it('takes every option', () => {
    const words =
      '--dataset entities --count 20 --seed 7 --as-of 2030-05-04 --table T123 --region eu-west-1 --endpoint http://localhost:8000 --out - --preview 3 --report --replace';

    expect(readArguments(words.split(' '))).toEqual({
      help: false,
      dataset: 'entities',
      count: 20,
      seed: 7,
      asOf: '2030-05-04',
      table: 'T123',
      region: 'eu-west-1',
      endpoint: 'http://localhost:8000',
      out: '-',
      preview: 3,
      report: true,
      replace: true,
    });
  });

  it('asks for nothing special when nothing is given, for agents with seed 42', () => {
    const { seed, dataset, ...rest } = readArguments([]);

    expect([dataset, seed]).toEqual(['agents', 42]);
    expect(Object.values(rest).filter((value) => value !== undefined && value !== false)).toEqual([]);
  });

  it.each([
    ['--cuont 5', /'--cuont'/],
    ['-x', /'-x'/],
    ['people.jsonl', /'people\.jsonl'/],
    ['--count', /'--count/],
    ['--count --report', /'--count' needs a value/],
    ['--count 0', /--count needs a whole number from 1 to 1,000,000, not "0"/],
    ['--count 1000001', /--count needs a whole number/],
    ['--count 1.5', /--count needs a whole number/],
    ['--count 1e3', /--count needs a whole number/],
    ['--count=-5', /--count needs a whole number/],
    ['--seed abc', /--seed needs a whole number from 0 to 4,294,967,295, not "abc"/],
    ['--seed 4294967296', /--seed needs a whole number/],
    ['--dataset insights', /--dataset needs agents or entities, not "insights"/],
    ['--as-of yesterday', /as-of date/],
    ['--as-of 2026-02-29', /as-of date/],
    ['--preview 0', /--preview needs a whole number/],
    ['--out=', /--out needs a value/],
    ['--report=yes', /'--report' does not take/],
  ])('refuses %s in one sentence', (line, message) => {
    const refused = expect(() => readArguments(line.split(' ')));

    refused.toThrow(expect.objectContaining({ code: 'input.invalid', message: expect.stringMatching(message) }));
    refused.not.toThrow(/\n/);
  });
});
