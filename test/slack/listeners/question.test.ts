import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { createInFlight } from '../../../src/slack/in-flight.ts';
import { createTurns } from '../../../src/slack/in-turn.ts';
import { answerQuestion, plainQuestion } from '../../../src/slack/listeners/events/question.ts';
import type { Services } from '../../../src/slack/services.ts';
import { answerOf } from '../../support/answers.ts';

/** Services with one answer to everything; what Slack is told is written down. */
function arrange({ isThere }: { isThere: boolean }) {
  const said: string[] = [];
  const statuses: string[] = [];
  let looks = 0;
  const facts = [{ label: 'Churn', value: 12, unit: 'percent', n: 3 }] as const;
  const answer = answerOf({ headline: facts, facts, notes: ['A note'] });
  const services = {
    parser: { understand: async () => ({ intent: answer.intent, parser: 'grammar', latencyMs: 1 }) },
    answers: { answer: async () => answer },
    threads: { recall: async () => undefined, remember: async () => undefined },
    conversations: { nextId: () => '1' },
    background: { add: () => undefined },
    isAnswered: async () => {
      looks += 1;
      return isThere;
    },
    turns: createTurns(),
    inFlight: createInFlight(),
    log: createLog({ level: 'silent' }),
    port: {
      post: async () => void said.push('post'),
      stream: async () => {
        said.push('stream');
        return false;
      },
      setStatus: async (_thread: unknown, status: string) => void statuses.push(status),
      setTitle: async () => undefined,
    },
  } as unknown as Services;
  const ask = (surface: 'mention' | 'direct', mayBeAnswered: boolean) =>
    answerQuestion(services, {
      what: 'event',
      eventId: 'Ev1',
      surface,
      text: 'churn?',
      userId: 'U1',
      channel: 'C1',
      teamId: 'T1',
      ts: '1772366398.000200',
      inbox: { mayBeAnswered: () => mayBeAnswered, again: () => undefined },
    });
  return { ask, said, statuses, looks: () => looks };
}

describe('answerQuestion', () => {
  it.each(['mention', 'direct'] as const)('says nothing more when a %s was answered meanwhile', async (surface) => {
    const { ask, said } = arrange({ isThere: true });

    await ask(surface, true);

    expect(said).toEqual([]);
  });

  it('takes its status back when it was answered meanwhile', async () => {
    const { ask, statuses } = arrange({ isThere: true });

    await ask('direct', true);

    expect(statuses.at(-1)).toBe('');
  });

  it('answers what may be answered and is not', async () => {
    const { ask, said } = arrange({ isThere: false });

    await ask('mention', true);
    await ask('direct', true);

    expect(said).toEqual(['post', 'stream', 'post']);
  });

  it('answers at once what nobody else can have answered', async () => {
    const { ask, said, looks } = arrange({ isThere: true });

    await ask('mention', false);
    await ask('direct', false);

    expect(said).toEqual(['post', 'stream', 'post']);
    expect(looks()).toBe(0);
  });
});

describe('plainQuestion', () => {
  it.each([
    ['<@U0BOT> churn of rookies', 'churn of rookies'],
    ['hey <@U0BOT|vitals>: nps &lt; 30 &amp; revenue &gt; 5', 'hey : nps < 30 & revenue > 5'],
    ['  nps \n veterans ', 'nps veterans'],
    ['ask <@U0OTHER> about churn', 'ask <@U0OTHER> about churn'],
    ['&amp;lt;', '&lt;'],
    ['nps \ud800 of \ud83d\ude00', 'nps \ufffd of \ud83d\ude00'],
  ])('reads %j as %j', (text, question) => {
    expect(plainQuestion(text, 'U0BOT')).toBe(question);
  });

  it('takes the first mention for the app when it does not know itself yet', () => {
    expect(plainQuestion('<@U0BOT> churn', undefined)).toBe('churn');
  });
});
