import { describe, expect, it } from 'vitest';
import { simplerMessage } from '../../../src/slack/posting/simpler-message.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });
const table = { type: 'data_table', caption: 'People' };

describe('simplerMessage', () => {
  it('leaves the native data blocks out first, then all blocks', () => {
    const full = { text: 'Churn 12 %', blocks: [section('Churn'), table, { type: 'data_visualization' }] };

    const plain = simplerMessage(full, 'invalid_blocks');
    const bare = plain && simplerMessage(plain, 'invalid_blocks');

    expect(plain).toEqual({ text: 'Churn 12 %', blocks: [section('Churn')] });
    expect(bare).toEqual({ text: 'Churn 12 %' });
    expect(bare && simplerMessage(bare, 'invalid_blocks')).toBeUndefined();
  });

  it('leaves the thumbs out before anything with a figure in it', () => {
    const full = { text: 'Churn 12 %', blocks: [section('Churn'), table, { type: 'context_actions' }] };

    expect(simplerMessage(full, 'invalid_blocks')).toEqual({ text: 'Churn 12 %', blocks: [section('Churn'), table] });
  });

  it.each(['msg_blocks_too_long', 'msg_too_long', 'too_many_blocks'])('cuts and says so on %s', (refusal) => {
    const full = { text: 'All of it', blocks: Array.from({ length: 30 }, () => section('x'.repeat(500))) };

    const shorter = simplerMessage(full, refusal);

    expect(shorter?.text).toBe('All of it');
    expect(JSON.stringify(shorter?.blocks).length).toBeLessThan(10_000);
    expect(shorter?.blocks?.at(-1)).toMatchObject({
      type: 'context',
      elements: [{ text: expect.stringContaining('too long') }],
    });
  });

  it.each(['', 'x'])('falls back to the text, cut between characters, where no block can be cut (%j)', (start) => {
    const full = { text: start + '😀'.repeat(4000), blocks: [section('x'.repeat(20_000))] };

    const bare = simplerMessage(full, 'msg_too_long');

    expect(bare?.blocks).toBeUndefined();
    expect(bare?.text.length).toBeLessThanOrEqual(3500);
    expect(bare?.text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    expect(bare?.text).toContain('too long for Slack');
  });

  it('has no simpler form for what is no fault of the message', () => {
    expect(simplerMessage({ text: 'hi', blocks: [table] }, 'channel_not_found')).toBeUndefined();
  });
});
