import { setTimeout as delay } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { createLog } from '../../../src/log.ts';
import { createInFlight } from '../../../src/slack/in-flight.ts';
import { createApplyUpdate } from '../../../src/slack/listeners/views/apply-update.ts';
import type { Message } from '../../../src/slack/posting/message.ts';
import { proposedBy } from '../../../src/slack/proposal.ts';
import type { Services } from '../../../src/slack/services.ts';
import { encodeTicket } from '../../../src/slack/update-ticket.ts';
import type { UpdateResult } from '../../../src/state/apply-update.ts';

const ticket = {
  dataset: 'agents',
  id: 'agent-7',
  name: 'Jane Urban',
  changes: [{ metric: 'npsScore', from: 41, to: 72 }],
  proposer: proposedBy('U1'),
  channel: 'C1',
};

/** Services of which only the store's answer is up to the test; Slack's side is written down. */
function arrange(
  applyUpdate: () => Promise<UpdateResult>,
  slack: { closed?: boolean; ack?: () => Promise<void> } = {},
) {
  const posts: Message[] = [];
  const whispers: Message[] = [];
  const views: ModalView[] = [];
  const acks: unknown[] = [];
  const services = {
    applyUpdate,
    rights: { requireEditor: async () => undefined },
    inFlight: createInFlight(),
    log: createLog({ level: 'silent' }),
    port: {
      whisper: async (_channel: string, _user: string, message: Message) => void whispers.push(message),
      post: async (_channel: string, message: Message) => void posts.push(message),
      updateView: async (_id: string, view: ModalView) => {
        if (slack.closed) throw new AppError('slack.rejected', 'not_found');
        views.push(view);
      },
    },
  } as unknown as Services;
  const submit = createApplyUpdate(services, { answerWithinMs: 20 });
  const view = { id: 'V1', hash: 'h1', private_metadata: encodeTicket(ticket) };
  const body = { user: { id: 'U1', name: 'one', team_id: 'T1' }, team: null, view };
  const ack = slack.ack ?? (async (answer?: unknown) => void acks.push(answer));
  return { posts, whispers, views, acks, submit: () => submit({ ack, body }) };
}

const applied: UpdateResult = { outcome: 'applied', item: { id: 'agent-7' } };

describe('createApplyUpdate', () => {
  it('says in the modal that it takes longer, and brings it up to date afterwards', async () => {
    let finish: (result: UpdateResult) => void = () => undefined;
    const slow = new Promise<UpdateResult>((resolve) => {
      finish = resolve;
    });
    const { submit, acks, views, whispers } = arrange(() => slow);

    const submitted = submit();
    setTimeout(finish, 60, applied);
    await submitted;

    expect(acks).toEqual([{ response_action: 'update', view: expect.objectContaining({ type: 'modal' }) }]);
    expect(JSON.stringify(views)).toMatch(/Applied.*41 → 72/);
    expect(whispers).toHaveLength(1);
  });

  it.each([
    ['was closed before it was done', { closed: true }, 60],
    ['does not get its ack', { ack: () => Promise.reject(new Error('connection closed')) }, 0],
    ['gets neither ack nor update', { closed: true, ack: () => Promise.reject(new Error('connection closed')) }, 60],
  ])('confirms what was applied when the modal %s', async (_what, slack, ms) => {
    const { submit, posts, whispers } = arrange(() => delay(ms, applied), slack);

    await submit();

    expect(JSON.stringify(whispers)).toMatch(/Done.*41 → 72/);
    expect(posts).toEqual([]);
  });

  it('says in a message what was not applied when the modal was closed before', async () => {
    const { submit, posts } = arrange(() => delay<UpdateResult>(60, { outcome: 'notFound' }), { closed: true });

    await submit();

    expect(JSON.stringify(posts)).toContain('is not in the table any more');
    expect(posts).toHaveLength(1);
  });

  it('tells in the modal that the record is gone', async () => {
    const { submit, acks, whispers } = arrange(async () => ({ outcome: 'notFound' }));

    await submit();

    expect(JSON.stringify(acks)).toContain('Jane Urban (agent-7) is not in the table any more');
    expect(whispers).toEqual([]);
  });

  it('tells in the modal that the store is down, with a reference', async () => {
    const { submit, acks } = arrange(async () => {
      throw new AppError('repository.unavailable', 'no connection', { retryable: true });
    });

    await submit();

    expect(JSON.stringify(acks)).toMatch(/Not applied.*cannot be reached.*Reference: [0-9a-f]{8}/);
  });

  it('does not claim that nothing was written when the store did not say', async () => {
    const cause = new AppError('repository.unavailable', 'no reply', { retryable: true });
    const { submit, acks, whispers } = arrange(async () => ({ outcome: 'unknown', cause }));

    await submit();

    expect(JSON.stringify(acks)).toMatch(/Not confirmed.*may have been written; look.*Reference: [0-9a-f]{8}/);
    expect(JSON.stringify(acks)).not.toContain('Not applied');
    expect(whispers).toEqual([]);
  });

  it('answers a repeated submission as the first, and writes once', async () => {
    let writes = 0;
    const { submit, acks, whispers } = arrange(async () => {
      writes += 1;
      return applied;
    });

    await Promise.all([submit(), submit()]);
    await submit();

    expect(writes).toBe(1);
    expect(acks).toEqual([undefined, undefined, undefined]);
    expect(whispers).toHaveLength(1);
  });
});
