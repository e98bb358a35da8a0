import { describe, expect, it } from 'vitest';
import { decodeTicket, encodeTicket } from '../../src/slack/update-ticket.ts';

const ticket = {
  dataset: 'agents',
  id: 'agent-7',
  name: 'Jane Urban',
  changes: [{ metric: 'npsScore', from: 41, to: 72 }],
  proposer: { by: 'U1', until: 1_800_000_000_000 },
  channel: 'C1',
  responseUrl: 'https://hooks.slack.com/actions/T1/2/x',
};

describe('an update ticket', () => {
  it('comes back as it went, with the change that it asks for', () => {
    const { ticket: back, intent } = decodeTicket(encodeTicket(ticket));

    expect(back).toEqual(ticket);
    expect(intent).toEqual({
      kind: 'update',
      dataset: 'agents',
      subject: 'agent-7',
      changes: [{ metric: 'npsScore', value: 72 }],
    });
  });

  it("stays below Slack's limit, without the way back if it must", () => {
    const long = encodeTicket({ ...ticket, responseUrl: `https://hooks.slack.com/${'x'.repeat(3000)}` });

    expect(long.length).toBeLessThanOrEqual(3000);
    expect(decodeTicket(long).ticket).not.toHaveProperty('responseUrl');
  });

  it.each([
    ['nothing', ''],
    ['a metric that does not exist', JSON.stringify({ ...ticket, changes: [{ metric: 'shoeSize', from: 1, to: 2 }] })],
    ['an attribute that is no metric', JSON.stringify({ ...ticket, changes: [{ metric: 'email', from: 1, to: 2 }] })],
    ['a value out of range', JSON.stringify({ ...ticket, changes: [{ metric: 'npsScore', from: 41, to: 101 }] })],
    ['another dataset', JSON.stringify({ ...ticket, dataset: 'users' })],
    ['nobody who proposed it', JSON.stringify({ ...ticket, proposer: undefined })],
    ['a field of its own', JSON.stringify({ ...ticket, isAdmin: true })],
  ])('is refused when it carries %s', (_what, text) => {
    expect(() => decodeTicket(text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});
