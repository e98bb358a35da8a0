import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/answers/create-answers.ts';
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

describe('createPacedAnswers', () => {
  it('computes two at once, and everyone gets an answer', async () => {
    let running = 0;
    let most = 0;
    const paced = createPacedAnswers({
      async answer() {
        running += 1;
        most = Math.max(most, running);
        await nextTurn();
        running -= 1;
        return answer;
      },
    });

    const answers = await Promise.all(Array.from({ length: 20 }, () => paced.answer({ kind: 'help' })));

    expect(answers).toHaveLength(20);
    expect(most).toBe(2);
  });

  it('is not held up by answers that fail', async () => {
    let calls = 0;
    const paced = createPacedAnswers({
      async answer() {
        calls += 1;
        throw new Error('broken');
      },
    });

    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => paced.answer({ kind: 'help' })));

    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    expect(calls).toBe(10);
  });
});
