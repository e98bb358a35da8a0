import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { type ChannelDirectory, createChannelDirectory } from '../../src/slack/channel-directory.ts';
import { createWebClient, webClientOptions } from '../../src/slack/create-slack-app.ts';
import { type ResolvedChannel, resolveChannel } from '../../src/slack/listeners/alerts/resolve-channel.ts';
import { botToken, type SlackWorkspace, startSlackWorkspace } from '../support/slack-workspace.ts';

const { archived, csAlerts, leadership, salesOps } = conversationIds;

describe('the directory of channels', () => {
  let workspace: SlackWorkspace;
  let directory: ChannelDirectory;
  let now: number;

  beforeAll(async () => {
    workspace = await startSlackWorkspace();
  });
  beforeEach(() => {
    now = 0;
    const { apiUrl } = workspace.playground;
    const client = createWebClient(botToken, webClientOptions(apiUrl, pino({ level: 'silent' })));
    directory = createChannelDirectory({ client, now: () => now });
    workspace.playground.faults.clear();
  });
  afterAll(() => workspace.playground.close());

  it.each([
    ['an id', csAlerts],
    ['an id in small letters', csAlerts.toLowerCase()],
    ['a name', 'cs-alerts'],
    ['a name with its mark', '#CS-Alerts'],
  ])('finds a channel by %s', async (_what, wanted) => {
    expect(await directory.find(wanted)).toEqual({
      id: csAlerts,
      name: 'cs-alerts',
      isMember: true,
      isArchived: false,
      isPrivate: false,
      isShared: false,
    });
  });

  it('tells whether people of another company are in it', async () => {
    expect(await directory.find('general')).toMatchObject({ isShared: true });
  });

  it('tells whether the app is in it, or it is archived', async () => {
    expect(await directory.find('sales-ops')).toMatchObject({ id: salesOps, isMember: false });
    expect(await directory.find(archived)).toMatchObject({ isArchived: true });
  });

  it('finds neither what does not exist nor what the app cannot see', async () => {
    expect(await directory.find('nowhere')).toBeUndefined();
    expect(await directory.find('leadership')).toBeUndefined();
  });

  it('remembers names for a minute', async () => {
    await directory.find('general');
    workspace.playground.faults.add({ fault: 'error', error: 'fatal', method: 'conversations.list' });

    const remembered = await directory.find('cs-alerts');
    now = 61_000;

    expect(remembered?.id).toBe(csAlerts);
    await expect(directory.find('cs-alerts')).rejects.toMatchObject({ code: 'slack.rejected' });
  });

  it('finds somebody on the last page of the members', async () => {
    const { apiUrl } = workspace.playground;
    const client = createWebClient(botToken, webClientOptions(apiUrl, pino({ level: 'silent' })));
    const paging = createChannelDirectory({ client, pageSize: 2 });

    expect(await paging.hasMember(csAlerts, people.guest.id)).toBe(true);
    expect(await paging.hasMember(csAlerts, people.stranger.id)).toBe(false);
    expect(await paging.hasMember(leadership, people.you.id)).toBe(false);
  });

  it('opens the conversation with a person for what was asked in any conversation of two', async () => {
    const asker = { userId: people.member.id, channel: 'D0SOMEBODYELSE' };

    const place = await resolveChannel(directory, undefined, asker);
    const byWord = await resolveChannel(directory, 'me', { ...asker, channel: csAlerts });

    expect(place).toEqual({ ok: true, channel: `D${people.member.id.slice(1)}`, isShared: false });
    expect(byWord).toEqual(place);
  });

  it('tells of a private channel only those who are in it', async () => {
    await workspace.playground.as(people.you.id).say({ channel: leadership, text: '/invite @Vitals' });
    const outsider = { userId: people.member.id };

    const [named, byId, unknown] = await Promise.all(
      ['leadership', leadership, 'nowhere'].map((wanted) => resolveChannel(directory, wanted, outsider)),
    );
    const insider = await resolveChannel(directory, 'leadership', { userId: people.admin.id });
    const there = await resolveChannel(directory, leadership, { ...outsider, channel: leadership });

    const sentence = 'I can see no channel #nowhere. If it is private, both of us must be in it';
    expect(unknown).toEqual({ ok: false, sentence: expect.stringContaining(sentence) });
    const like = (wanted: string) => ({ ok: false, sentence: sentenceOf(unknown).replace('nowhere', wanted) });
    expect([named, byId]).toEqual([like('leadership'), like(leadership)]);
    expect([insider, there]).toEqual([
      { ok: true, channel: leadership, isShared: false },
      { ok: true, channel: leadership, isShared: false },
    ]);
  });

  it('says what is missing where the app may not look', async () => {
    workspace.playground.faults.add({ fault: 'error', error: 'missing_scope', method: 'conversations.info' });

    const place = await resolveChannel(directory, csAlerts, { userId: people.you.id });

    expect(place).toEqual({ ok: false, sentence: expect.stringMatching(/scopes of its manifest/) });
  });
});

function sentenceOf(place: ResolvedChannel | undefined): string {
  return place?.ok === false ? place.sentence : '';
}
