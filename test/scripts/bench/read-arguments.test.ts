import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/bench/read-arguments.ts';

describe('readArguments', () => {
  it('asks for the figures of a first run when nothing is given', () => {
    expect(readArguments([])).toEqual({ help: false, agents: [], short: false, keep: false });
  });

  it('takes several numbers of agents in the order in which they are to be measured, each once', () => {
    const words = ['--agents', '500, 100000,500,10000', '--short', '--keep'];

    expect(readArguments(words)).toEqual({ help: false, agents: [500, 100_000, 10_000], short: true, keep: true });
  });

  it.each([
    [['--agents', '50'], '--agents needs whole numbers from 100 to 1,000,000'],
    [['--agents', '1000001'], '--agents needs whole numbers'],
    [['--agents', '500,,1000'], '--agents needs whole numbers'],
    [['--agents', 'many'], '--agents needs whole numbers'],
    [['--short'], '--short is for runs with --agents'],
    [['--keep'], '--keep is for runs with --agents'],
    [['--agent', '500'], '--help lists the options'],
    [['500'], '--help lists the options'],
  ])('says in one sentence what is wrong with %j', (words, message) => {
    expect(() => readArguments(words)).toThrow(message);
  });
});
