import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/slack/in-turn.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('do the work of one name in its order, also after a failure', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const work = (what: string) => async () => {
      seen.push(`${what} begins`);
      await nextTurn();
      seen.push(`${what} ends`);
      if (what === 'a') throw new Error('a fails');
    };

    const results = await Promise.allSettled([turns.inTurn('x', work('a')), turns.inTurn('x', work('b'))]);

    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('let the work of another name go ahead', async () => {
    const turns = createTurns();
    let release = (): void => undefined;
    const held = turns.inTurn(
      'x',
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );

    const other = await turns.inTurn('y', async () => 'done');
    release();
    await held;

    expect(other).toBe('done');
  });
});
