import { describe, expect, it } from 'vitest';
import { leadOf } from '../../../src/slack/posting/lead-of.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const header = (text: string) => ({ type: 'header', text: plain(text) });
const section = (text: string) => ({ type: 'section', text: plain(text) });
const divider = { type: 'divider' };

describe('leadOf', () => {
  it('takes the header and the sentence below it, and leaves the rest', () => {
    expect(leadOf({ text: 'all', blocks: [header('60 · Churn'), section('n 12'), divider] })).toEqual({
      lead: '## 60 · Churn\nn 12\n',
      rest: { text: 'all', blocks: [divider] },
    });
  });

  it.each([
    ['several lines', section('one\ntwo')],
    ['a button beside it', { ...section('Ana'), accessory: { type: 'button' } }],
    ['fields', { type: 'section', fields: [plain('a')] }],
    ['a table', { type: 'table', rows: [] }],
  ])('leaves %s where it is', (_what, block) => {
    expect(leadOf({ text: 'all', blocks: [header('Churn'), block, divider] })).toEqual({
      lead: '## Churn\n',
      rest: { text: 'all', blocks: [block, divider] },
    });
  });

  it('leaves something for the end of the stream', () => {
    expect(leadOf({ text: 'all', blocks: [header('Churn'), section('n 12')] })?.rest.blocks).toEqual([section('n 12')]);
    expect(leadOf({ text: 'all', blocks: [header('Churn')] })).toBeUndefined();
  });

  it('has none where there is no header', () => {
    expect(leadOf({ text: 'all', blocks: [section('one'), divider] })).toBeUndefined();
    expect(leadOf({ text: 'all' })).toBeUndefined();
  });

  it('lets nothing from data become markup', () => {
    const hostile = '<!channel> *bold* [click](https://evil.example) `code` # _it_ & ~no~ | \\';

    const { lead = '' } = leadOf({ text: '', blocks: [header(hostile), divider] }) ?? {};

    expect(lead).not.toMatch(/[<>]/u);
    expect(lead.slice(3)).not.toMatch(/(?<!\\)[*_`[\]~|#]/u);
  });
});
