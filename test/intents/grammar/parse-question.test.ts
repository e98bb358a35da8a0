import { describe, expect, it } from 'vitest';
import { parseQuestion } from '../../../src/intents/grammar/parse-question.ts';
import type { Intent } from '../../../src/intents/intent.ts';

const say = (text: string): Intent => parseQuestion(text, { surface: 'message', today: '2026-11-20' });

describe('a question about figures that names a channel', () => {
  it.each([
    ['churn in #cs-alerts', 'churn'],
    ['compare rookie and veteran revenue in the #ops channel', 'compare rookie and veteran revenue'],
    ['top 5 rookies by churn to #general?', 'top 5 rookies by churn'],
  ])('"%s" means the same without it', (text, bare) => {
    const intent = say(bare);

    expect(say(text)).toEqual(intent);
    expect(intent.kind).not.toBe('unclear');
  });

  it('asks back where the channel may be a word of the question', () => {
    expect(say('how many agents in #luxury')).toMatchObject({ kind: 'unclear' });
  });

  it('keeps the channel of a watch', () => {
    expect(say('watch churn in #cs-alerts')).toMatchObject({ name: 'watch', arguments: { channel: 'cs-alerts' } });
  });

  it.each(['in #cs-alerts', 'blorp in #cs-alerts'])('asks back about "%s", of which nothing else is known', (text) => {
    expect(say(text).kind).toBe('unclear');
  });
});
