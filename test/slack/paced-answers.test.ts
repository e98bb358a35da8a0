import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/answers/create-answers.ts';
import { createInFlight } from '../../src/slack/in-flight.ts';
import { createPacedAnswers } from '../../src/slack/paced-answers.ts';

type Answer = Awaited<ReturnType<Answers['answer']>>;

const answer: Answer = {
  kind: 'help',
  intent: { kind: 'help' },
  title: 'Help',
  headline: [],
  facts: [],
  notes: [],
  people: undefined,
  steps: [],
};

/** Answers, and files, that take what this does. */
function answersBy(work: () => Promise<Answer>): Answers {
  return {
    answer: work,
    async export() {
      await work();
      return {
        columns: [],
        rows: [],
        notes: [],
        fileName: '',
        understood: { words: '', command: '' },
        personal: 'none',
      };
    },
  };
}

describe('createPacedAnswers', () => {
  it('computes two at once, files among them, and everyone gets an answer', async () => {
    let running = 0;
    let most = 0;
    const paced = createPacedAnswers(
      answersBy(async () => {
        running += 1;
        most = Math.max(most, running);
        await nextTurn();
        running -= 1;
        return answer;
      }),
      createInFlight(),
    );

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 === 0 ? paced.answer({ kind: 'help' }) : paced.export({ kind: 'help' }, { personal: false }),
      ),
    );

    expect(answers).toHaveLength(20);
    expect(most).toBe(2);
  });

  it('lets an influx come to its end before it computes', async () => {
    const inFlight = createInFlight();
    const seen: string[] = [];
    const answers = answersBy(async () => {
      seen.push('computed');
      return answer;
    });
    const paced = createPacedAnswers(answers, inFlight);
    let left = 5;
    const come = (): void => {
      void inFlight.track(async () => seen.push('came'));
      left -= 1;
      if (left > 0) setImmediate(come);
    };

    come();
    await paced.answer({ kind: 'help' });

    expect(seen).toEqual(['came', 'came', 'came', 'came', 'came', 'computed']);
  });

  it('is not held up by answers that fail', async () => {
    let calls = 0;
    const paced = createPacedAnswers(
      answersBy(async () => {
        calls += 1;
        throw new Error('broken');
      }),
      createInFlight(),
    );

    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => paced.answer({ kind: 'help' })));

    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    expect(calls).toBe(10);
  });
});
