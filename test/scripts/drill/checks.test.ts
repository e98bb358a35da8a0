import { describe, expect, it } from 'vitest';
import {
  allOutWithin,
  paceKept,
  postsPerChannel,
  repeatsLeft,
  saidOnce,
  threadsHangTogether,
} from '../../../scripts/drill/checks.ts';
import { createLedger, type Sending, type Standing, type ToldMessage } from '../../../scripts/drill/ledger.ts';

const sending = (at: number, channel = 'C1', kind: Sending['kind'] = 'post'): Sending => ({
  at,
  kind,
  channel,
  ts: String(at),
});
const standing = (text: string, more: Partial<Standing> = {}): Standing => ({
  channel: 'C1',
  ts: '1.1',
  threadTs: undefined,
  entryId: text,
  text,
  ...more,
});

describe('the checks of a drill', () => {
  it('find what is on no message, and what is on two', () => {
    const messages = [standing('Ann Lee, Bo Ray'), standing('Bo Ray')];

    const [lost, repeated] = saidOnce(messages, ['Ann Lee', 'Bo Ray', 'Cy Fox']);

    expect(lost).toMatchObject({ found: '1', met: false });
    expect(repeated).toMatchObject({ found: '1', met: false });
  });

  it('are content when everyone is on one message', () => {
    const findings = saidOnce([standing('Ann Lee'), standing('Bo Ray')], ['Ann Lee', 'Bo Ray']);

    expect(findings.every(({ met }) => met)).toBe(true);
  });

  it('find messages that carry the same id', () => {
    expect(repeatsLeft([standing('a'), standing('a', { ts: '2.2' })])).toMatchObject({ found: '1', met: false });
    expect(repeatsLeft([standing('a'), standing('b')])).toMatchObject({ met: true });
  });

  it('count updates as posts, and deletions as none', () => {
    const sendings = [sending(1), sending(2, 'C1', 'update'), sending(3, 'C1', 'delete'), sending(4, 'C2')];

    expect(postsPerChannel(sendings, 1)).toMatchObject({ found: '2', met: false });
    expect(postsPerChannel(sendings, 2)).toMatchObject({ met: true });
  });

  it('measure the pace of each channel by itself', () => {
    expect(paceKept([sending(0), sending(100, 'C2'), sending(1000), sending(1100, 'C2')])).toMatchObject({ met: true });
    expect(paceKept([sending(0), sending(900)])).toMatchObject({ found: '900 ms', met: false });
  });

  it('measure when the last message went out', () => {
    expect(allOutWithin([sending(5_000), sending(61_000)], 1_000, 60)).toMatchObject({ found: '60.0 s', met: true });
    expect(allOutWithin([sending(62_000)], 1_000, 60)).toMatchObject({ met: false });
  });

  it('find thread posts whose parent is gone', () => {
    const parent = standing('parent');
    const reply = standing('reply', { ts: '2.2', threadTs: '1.1' });

    expect(threadsHangTogether([parent, reply])).toMatchObject({ met: true });
    expect(threadsHangTogether([reply])).toMatchObject({ found: '1', met: false });
  });
});

describe('createLedger', () => {
  const message = (ts: string, more: Partial<ToldMessage> = {}): ToldMessage => ({
    channel: 'C1',
    ts,
    threadTs: undefined,
    user: 'UBOT',
    text: 'twin',
    blocks: [{ type: 'section', text: 'Ann Lee' }],
    onlyFor: undefined,
    metadata: { event_payload: { entry_id: 'e1' } },
    ...more,
  });

  it('tells a post from its update, and forgets what was deleted', () => {
    let now = 0;
    const ledger = createLedger('UBOT', () => now);

    ledger.tell({ kind: 'message', message: message('1.1') });
    now = 10;
    ledger.tell({ kind: 'message', message: message('1.1', { blocks: [{ text: 'Bo Ray' }] }) });
    now = 20;
    ledger.tell({ kind: 'removed', message: message('1.1') });

    expect(ledger.sendings().map(({ kind, at }) => [kind, at])).toEqual([
      ['post', 0],
      ['update', 10],
      ['delete', 20],
    ]);
    expect(ledger.standing()).toEqual([]);
  });

  it('keeps no books of others, nor of what one person sees', () => {
    const ledger = createLedger('UBOT', () => 0);

    ledger.tell({ kind: 'message', message: message('1.1', { user: 'U1' }) });
    ledger.tell({ kind: 'message', message: message('1.2', { onlyFor: 'U1' }) });

    expect(ledger.sendings()).toEqual([]);
  });
});
