import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { toUserMessage } from '../../src/errors/to-user-message.ts';
import { createLog } from '../../src/log.ts';
import { createRights } from '../../src/slack/rights.ts';

const log = createLog({ level: 'silent' });

/** A client whose transport answers with this user, or fails. */
function rightsFor(user: Record<string, unknown> | 'down') {
  let calls = 0;
  let time = 0;
  const client = new WebClient('xoxb-test', {
    retryConfig: { retries: 0 },
    fetch: async () => {
      calls += 1;
      if (user === 'down') throw new Error('connection refused');
      return Response.json({ ok: true, user: { id: 'U1', team_id: 'T1', ...user } });
    },
  });
  const rights = createRights({
    editors: ['U1'],
    admins: ['U9'],
    client,
    teamId: async () => 'T1',
    log,
    now: () => time,
  });
  return { rights, calls: () => calls, pass: (ms: number) => (time += ms) };
}

describe('createRights', () => {
  it("gives the lists' roles to the workspace's own people", async () => {
    const { rights } = rightsFor({});

    expect(await rights.standingOf('U1')).toEqual({ role: 'editor' });
    expect(await rights.standingOf('U9')).toEqual({ role: 'admin' });
  });

  it('lets everyone else view, without asking Slack', async () => {
    const { rights, calls } = rightsFor({});

    expect(await rights.standingOf('U5')).toEqual({ role: 'viewer', obstacle: 'notListed' });
    expect(calls()).toBe(0);
  });

  it.each([
    { is_restricted: true },
    { is_ultra_restricted: true },
    { is_stranger: true },
    { deleted: true },
    { is_bot: true },
    { team_id: 'T2' },
  ])('lets a listed id only view when Slack says %o', async (user) => {
    const { rights } = rightsFor(user);

    expect(await rights.standingOf('U1')).toEqual({ role: 'viewer', obstacle: 'outsider' });
  });

  it("counts a person of an enterprise's other teams as one of ours when ours is among them", async () => {
    const { rights } = rightsFor({ team_id: 'E1', enterprise_user: { teams: ['T1'] } });

    expect(await rights.standingOf('U1')).toEqual({ role: 'editor' });
  });

  it('gives no right when Slack does not answer', async () => {
    const { rights } = rightsFor('down');

    expect(await rights.standingOf('U1')).toEqual({ role: 'viewer', obstacle: 'unverified' });
  });

  it.each<[string, Parameters<typeof rightsFor>[0], boolean]>([
    ['one of the workspace, listed or not', {}, true],
    ['a guest', { is_restricted: true }, false],
    ['someone of another company', { team_id: 'T2', is_stranger: true }, false],
    ['someone of whom Slack does not say who it is', 'down', false],
  ])('shows what is about private people to %s only if they are one of ours', async (_who, user, expected) => {
    const { rights } = rightsFor(user);

    expect(await rights.maySeePersonal('U5')).toBe(expected);
  });

  it('remembers the answer for a minute, not longer', async () => {
    const { rights, calls, pass } = rightsFor({});

    await rights.standingOf('U1');
    pass(59_000);
    await rights.standingOf('U1');
    pass(2_000);
    await rights.standingOf('U1');

    expect(calls()).toBe(2);
  });

  it('asks anew, whatever it remembers, where the answer must be fresh', async () => {
    const user: Record<string, unknown> = {};
    const { rights } = rightsFor(user);
    await rights.requireEditor('U1');
    user['deleted'] = true;

    await expect(rights.requireEditor('U1')).resolves.toBeUndefined();
    await expect(rights.requireEditor('U1', { fresh: true })).rejects.toMatchObject({ code: 'slack.forbidden' });
    expect(await rights.standingOf('U1')).toEqual({ role: 'viewer', obstacle: 'outsider' });
  });

  it('refuses with the names of those who may', async () => {
    const { rights } = rightsFor({});

    const refused = await rights.requireEditor('U5').catch((error: unknown) => error);

    expect(toUserMessage(refused, 'r').ask).toEqual(['U1', 'U9']);
    await expect(rights.requireEditor('U1')).resolves.toBeUndefined();
  });
});
