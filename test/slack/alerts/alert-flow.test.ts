import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../../src/playground/actor.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { bot, people, team } from '../../../src/playground/workspace/people.ts';
import {
  answerAfter,
  answersIn,
  ask,
  buttonsIn,
  chooseIn,
  modalOf,
  pressIn,
  pressInView,
  textOf,
} from '../../app/support/acting.ts';
import { type AlertApp, startAlertApp } from './support/alert-app.ts';
import { someFacts } from './support/alerts.ts';

const { csAlerts, general, salesOps } = conversationIds;

let app: AlertApp;
let editor: Actor;
let member: Actor;
let ordinal = 100;

beforeAll(async () => {
  app = await startAlertApp();
  editor = app.playground.as(people.you.id);
  member = app.playground.as(people.member.id);
});
afterAll(() => app.stop());

function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  return vi.waitFor(
    async () => {
      const found = await look();
      if (found === undefined) throw new Error('it has not come');
      return found;
    },
    { timeout: 8000, interval: 15 },
  );
}

/** An alert of its own kind of trouble, told in #cs-alerts. */
async function told(
  fields: Parameters<typeof someFacts>[0] = {},
): Promise<{ alertId: string; message: () => Message }> {
  ordinal += 1;
  const facts = someFacts({ entityId: `agent-${ordinal}`, at: new Date().toISOString(), ...fields });
  const { entityId } = facts;
  const alertId = `${facts.predictionType}_${entityId}_${Date.now()}`;
  const fingerprint = `${facts.predictionType}#agents#${entityId}`;
  await app.fire({ ...facts, alertId, fingerprint });
  // The first of a group is a message; the others are lines in its thread.
  const shows = (): Message | undefined => {
    const fits = answersIn(editor, csAlerts).filter((each) => !each.onlyFor && each.text.includes(`(${entityId})`));
    return fits.findLast(({ threadTs }) => threadTs !== undefined) ?? fits.at(-1);
  };
  await until(shows);
  return { alertId, message: () => shows() as Message };
}

/** Chooses in the menu of the one alert that a message or its line is about. */
async function choose(actor: Actor, { alertId, message }: { alertId: string; message: () => Message }, value: string) {
  const { blocks, channel, ts } = message();
  const block = blocks.find(({ block_id }) => block_id?.endsWith(` ${alertId}`));
  const [element] = [block?.['accessory'], ...((block?.['elements'] ?? []) as unknown[])].filter((each) =>
    JSON.stringify(each ?? '').includes(`"${value}"`),
  ) as { action_id: string }[];
  if (block === undefined || element === undefined) throw new Error(`${value} is not offered for ${alertId}`);
  await actor.press({
    in: { channel, ts },
    blockId: block.block_id ?? '',
    actionId: element.action_id,
    choice: value,
  });
}

function whispers(actor: Actor): readonly Message[] {
  return answersIn(actor, csAlerts).filter(({ onlyFor }) => onlyFor !== undefined);
}

describe('an alert in its channel', () => {
  it('is acknowledged by an editor, shows it to all, and is in the audit', async () => {
    const alert = await told();
    const before = whispers(editor).length;

    await choose(editor, alert, 'ack');
    const notice = await until(() => whispers(editor)[before]);
    await until(() => (alert.message().text.includes(`Acknowledged by <@${people.you.id}>`) ? true : undefined));

    expect(notice.text).toMatch(/You acknowledged/);
    expect((await app.desk.find(alert.alertId))?.owner).toBe(people.you.id);
    const [note] = await app.auditLog.notesFor(`alert#${alert.alertId}`, { limit: 1 });
    expect(note).toMatchObject({ action: 'acknowledge', userId: people.you.id, via: 'button' });
    expect(app.playground.warnings()).toEqual([]);
  });

  it('is not acknowledged by a viewer, who is told who may', async () => {
    const alert = await told();
    const before = whispers(member).length;

    await choose(member, alert, 'ack');
    const notice = await until(() => whispers(member)[before]);

    expect(notice.text).toMatch(/Only editors may take care of alerts/);
    expect(notice.text).toContain(`<@${people.you.id}>`);
    expect((await app.desk.find(alert.alertId))?.status).toBe('open');
  });

  it('comes directly to whoever it is assigned to, whole, to be acknowledged there', async () => {
    const alert = await told();
    const direct = `D${people.admin.id.slice(1)}`;
    const admin = app.playground.as(people.admin.id);
    const by = { userId: people.you.id, teamId: team.id, requestId: 'request-1', via: 'button' };

    await app.desk.assign(alert.alertId, people.admin.id, by);
    const message = await until(() => answersIn(admin, direct).at(-1));
    await pressIn(admin, message, 'Acknowledge');
    await until(async () => ((await app.desk.find(alert.alertId))?.status === 'acknowledged' ? true : undefined));

    expect(message.text).toContain('Yours now: High churn risk · Maria Price');
    expect(message.text).toContain(`<@${people.you.id}> asked you`);
    expect(textOf(message.blocks)).toContain('82, +17 in 7 days');
  });

  it('is acknowledged and snoozed by whoever it is assigned to, editor or not', async () => {
    const alert = await told();
    await choose(editor, alert, 'assign');
    const modal = await modalOf(editor);
    await editor.submit(modal.id, { owner: { value: people.member.id } });
    await until(async () => ((await app.desk.find(alert.alertId))?.owner === people.member.id ? true : undefined));

    await choose(member, alert, '1d');
    const snoozed = await until(async () => {
      const found = await app.desk.find(alert.alertId);
      return found?.status === 'snoozed' ? found : undefined;
    });

    const hours = (Date.parse(snoozed.snoozed?.until ?? '') - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
    expect(snoozed.snoozed?.by).toBe(people.member.id);
  });

  it('is given to nobody who is a guest', async () => {
    const alert = await told();
    await choose(editor, alert, 'assign');
    const form = await modalOf(editor);

    const errors = await editor.submit(form.id, { owner: { value: people.guest.id } });

    expect(errors).toEqual({ owner: expect.stringMatching(/no guests/) });
    expect(editor.views().map(({ id }) => id)).toEqual([form.id]);
    await editor.close(form.id);
    expect((await app.desk.find(alert.alertId))?.owner).toBeUndefined();
  });

  it('is snoozed until a moment that is still to come, and the form says so of any other', async () => {
    const alert = await told();
    await choose(editor, alert, 'until');
    const modal = await modalOf(editor);
    const past = String(Math.floor(Date.now() / 1000) - 60);
    const moment = Math.floor(Date.now() / 1000) + 7200;

    const errors = await editor.submit(modal.id, { until: { value: past } });
    await editor.submit(modal.id, { until: { value: String(moment) } });

    expect(errors).toEqual({ until: expect.stringMatching(/still to come/) });
    const found = await until(async () => (await app.desk.find(alert.alertId))?.snoozed);
    expect(found.until).toBe(new Date(moment * 1000).toISOString());
    expect(editor.views()).toEqual([]);
  });

  it('counts what people of the workspace say of it, and of nobody else', async () => {
    const lead = await told({ predictionType: 'low_satisfaction' });
    const before = whispers(member).length;

    await chooseIn(member, lead.message(), 'feedback_buttons', 'useful');
    await chooseIn(app.playground.as(people.guest.id), lead.message(), 'feedback_buttons', 'useless');
    await until(() => whispers(member)[before]);
    await until(() => (lead.message().text.includes('Useful to 1 of 1.') ? true : undefined));

    expect((await app.desk.find(lead.alertId))?.useful).toEqual({ [people.member.id]: true });
  });

  it('tells anybody why, and opens the profile, for them alone', async () => {
    const lead = await told({ predictionType: 'low_engagement', entityId: 'agent-7', name: 'Maria Price' });
    const before = whispers(member).length;

    await pressIn(member, lead.message(), 'Why?');
    const why = await until(() => whispers(member)[before]);
    await pressIn(member, lead.message(), 'Open profile');
    const profile = await until(() => whispers(member)[before + 1]);

    expect(why.text).toContain('Churn risk 82, +17 in 7 days, worse (line: 80)');
    expect(why.text).toContain('Which groups pull the average');
    expect(profile.text).toContain('agent-7');
    expect([why.onlyFor, profile.onlyFor]).toEqual([people.member.id, people.member.id]);
  });

  it('says so once it is resolved, and offers nothing to be done any more', async () => {
    const lead = await told({ predictionType: 'rising_churn_risk' });
    const headline = { metric: 'churnRisk', value: 40, before: { value: 82, days: 2 } };
    const pressed = lead.message();

    await app.tell({ kind: 'resolved', alertId: lead.alertId, at: new Date().toISOString(), headline });
    await until(() => (lead.message().text.startsWith('✅ Resolved') ? true : undefined));

    expect(buttonsIn(lead.message().blocks)).toEqual(['Open profile', 'Why?']);
    expect(lead.message().ts).toBe(pressed.ts);
    expect(lead.message().text).toContain('40, -42 in 2 days, better');
  });

  it('acknowledges a whole group at once', async () => {
    const lead = await told({ predictionType: 'high_revenue_at_risk' });
    await told({ predictionType: 'high_revenue_at_risk' });
    await until(() => (buttonsIn(lead.message().blocks).includes('Acknowledge all 2') ? true : undefined));
    const before = whispers(editor).length;

    await pressIn(editor, lead.message(), 'Acknowledge all 2');
    const notice = await until(() => whispers(editor)[before]);

    expect(notice.text).toMatch(/You acknowledged 2 alerts/);
    await until(() => (lead.message().text.includes('2 acknowledged') ? true : undefined));
  });
});

describe('a watch', () => {
  it('is made by a command, says what is told where, and is told what it takes', async () => {
    const answer = await ask(editor, general, '/insights watch satisfaction above 50 rookies in #general');

    expect(answer.onlyFor).toBe(people.you.id);
    expect(answer.text).toContain('Low satisfaction with a risk score above 50 · agents · Experience level: Rookie');
    expect(answer.text).toContain(`<#${general}> is shared with another company`);
    expect(buttonsIn(answer.blocks)).toEqual(['Edit', 'Remove']);
    const [watch] = await app.watches.list();
    expect(watch).toMatchObject({ channel: general, createdBy: people.you.id, matchers: { aboveRisk: 50 } });
    const before = answersIn(editor, general).length;
    await app.fire({
      ...someFacts({ entityId: 'agent-9', predictionType: 'low_satisfaction' }),
      alertId: `x_${Date.now()}`,
    });
    expect((await answerAfter(editor, general, before)).text).toContain('(agent-9)');
  });

  it('is not made twice', async () => {
    const text = '/insights watch churn above 85 in #cs-alerts';
    await ask(editor, general, text);
    const count = (await app.watches.list()).length;

    const again = await ask(editor, general, text);

    expect(again.text).toMatch(/already/);
    expect(await app.watches.list()).toHaveLength(count);
  });

  it.each([
    ['where the app is not in', '/insights watch churn above 80 in #sales-ops', /I am not in #sales-ops/],
    ['that cannot be seen', '/insights watch churn above 80 in #leadership', /can see no channel/],
  ])('is refused in a sentence for a channel %s', async (_title, text, sentence) => {
    const count = (await app.watches.list()).length;

    const answer = await ask(editor, general, text);

    expect(answer.text).toMatch(sentence);
    expect(await app.watches.list()).toHaveLength(count);
  });

  it('is made by editors only', async () => {
    const answer = await ask(member, general, '/insights watch churn above 80 in #cs-alerts');

    expect(answer.text).toMatch(/Only editors/);
  });

  it('comes to the asker alone where it was asked in a conversation of the two', async () => {
    const direct = `D${people.you.id.slice(1)}`;

    const answer = await ask(editor, direct, 'watch low health');

    expect(textOf(answer.blocks)).toContain('a direct message');
    expect((await app.watches.list()).at(-1)).toMatchObject({ channel: direct });
  });

  it('is made and edited in a form, which says at each field what is wrong', async () => {
    await editor.say({ channel: csAlerts, text: '/insights watch' });
    const form = await modalOf(editor);
    const fields = {
      channel: { value: salesOps },
      kinds: { value: ['high_churn_risk', 'low_engagement'] },
      segments: { value: ['agents experienceLevel veteran'] },
      risk: { value: '70' },
      quiet_from: { value: '22:00' },
      repeat: { value: String(4 * 3_600_000) },
      escalate_after: { value: String(30 * 60_000) },
      escalate_people: { value: [people.admin.id] },
    };
    const incomplete = await editor.submit(form.id, { ...fields, zone: { value: 'Mars' } });
    const elsewhere = await editor.submit(form.id, { ...fields, quiet_to: { value: '07:00' } });
    const before = answersIn(editor, csAlerts).length;

    const saved = await editor.submit(form.id, {
      ...fields,
      channel: { value: csAlerts },
      quiet_to: { value: '07:00' },
      zone: { value: 'Europe/Berlin' },
    });
    const answer = await answerAfter(editor, csAlerts, before);

    expect(incomplete).toEqual({ quiet_to: expect.any(String), zone: expect.stringMatching(/Europe\/Berlin/) });
    expect(elsewhere).toEqual({ channel: expect.stringMatching(/not in #sales-ops/) });
    expect(saved).toEqual({});
    expect(answer.text).toContain(
      'High churn risk or Low engagement with a risk score above 70 · agents · Experience level: Veteran',
    );
    const made = (await app.watches.list()).find(({ matchers }) => matchers.aboveRisk === 70);
    expect(made).toMatchObject({
      quietHours: { from: '22:00', to: '07:00', zone: 'Europe/Berlin' },
      repeatIntervalMs: 4 * 3_600_000,
      escalation: { afterMs: 30 * 60_000, targets: [people.admin.id] },
      createdBy: people.you.id,
    });

    await pressIn(editor, answer, 'Edit');
    const edited = await modalOf(editor, ({ id }) => id !== form.id);
    expect(textOf(edited.blocks)).toContain('"initial_value":"70"');
    await editor.submit(edited.id, { risk: { value: '75' } });
    const after = await until(async () => {
      const found = await app.watches.find(made?.routeId ?? '');
      return found?.matchers.aboveRisk === 75 ? found : undefined;
    });
    expect(after).toEqual({ ...made, matchers: { ...made?.matchers, aboveRisk: 75 }, name: expect.any(String) });
  });

  it('goes to people of the workspace only, and keeps what its form does not show', async () => {
    const by = { userId: people.you.id, teamId: team.id, requestId: 'request-1', via: 'command' };
    const made = {
      routeId: 'watch-kept',
      name: 'Kept',
      channel: csAlerts,
      matchers: { aboveRisk: 91, owner: people.admin.id },
      groupBy: ['predictionType', 'segment:longGone'],
      groupWaitMs: 0,
      groupIntervalMs: 45_000,
      repeatIntervalMs: 24 * 3_600_000,
      escalation: { afterMs: 60_000, targets: [general, people.admin.id, salesOps] },
      pausedUntil: new Date(Date.now() + 60_000).toISOString(),
      createdBy: people.you.id,
    };
    await app.watches.save(made, by);
    const list = await ask(editor, csAlerts, '/insights watches');
    const block = list.blocks.find(({ block_id }) => block_id?.endsWith(made.routeId));
    const place = { channel: list.channel, ts: list.ts };
    await editor.press({ in: place, blockId: block?.block_id ?? '', actionId: 'watch:0', choice: 'edit' });
    const form = await modalOf(editor);

    const errors = await editor.submit(form.id, {
      owner: { value: people.guest.id },
      escalate_people: { value: [people.admin.id, people.stranger.id] },
    });
    await editor.submit(form.id, {
      owner: { value: people.member.id },
      escalate_people: { value: [people.admin.id] },
      group_by: { value: ['owner', 'segment:experienceLevel'] },
      group_wait: { value: '60000' },
    });
    const saved = await until(async () => {
      const found = await app.watches.find(made.routeId);
      return found?.groupWaitMs === 60_000 ? found : undefined;
    });

    expect(list.text).toContain(`those of <@${people.admin.id}>`);
    expect(errors).toEqual({
      owner: expect.stringMatching(/no guests/),
      escalate_people: expect.stringMatching(/no guests/),
    });
    expect(saved).toEqual({
      ...made,
      name: expect.any(String),
      matchers: { aboveRisk: 91, owner: people.member.id },
      groupBy: ['owner', 'segment:experienceLevel', 'segment:longGone'],
      groupWaitMs: 60_000,
    });
    await app.watches.remove(made.routeId, by);
  });

  it('is listed, paused and removed', async () => {
    const by = { userId: people.you.id, teamId: team.id, requestId: 'request-1', via: 'command' };
    await app.digests.savePlan({ channel: general, every: 'day', at: '09:00', zone: 'UTC' }, by);
    const list = await ask(editor, csAlerts, '/insights watches');
    const [first] = await app.watches.list();

    await chooseIn(editor, list, 'overflow', 'pause');
    await until(async () => (await app.watches.find(first?.routeId ?? ''))?.pausedUntil);
    await chooseIn(editor, list, 'overflow', 'remove');
    await until(async () => ((await app.watches.find(first?.routeId ?? '')) === undefined ? true : undefined));
    await chooseIn(editor, list, 'overflow', 'removeDigest');
    await until(async () => ((await app.digests.plans()).length === 0 ? true : undefined));

    expect(list.text).toMatch(/^Watches: \d+, digests: 1/);
    expect(list.text).toContain('Digest every day at 09:00 (UTC)');
    expect(list.text).toContain(`What no watch takes goes to <#${csAlerts}>`);
  });

  it('of the last days comes to a channel as a digest, with what fired and the money at risk', async () => {
    await told({ name: 'Digested Agent', moneyAtRisk: 888_888 });
    const before = answersIn(editor, general).length;

    await app.outbox.put(
      { kind: 'post', entryId: `digest-${Date.now()}`, channel: general, content: { kind: 'digest', days: 7 } },
      new Date().toISOString(),
    );
    const digest = await answerAfter(editor, general, before);

    expect(digest.text).toContain('Digested Agent');
    expect(textOf(digest.blocks)).toContain('Digested Agent');
    expect(digest.onlyFor).toBeUndefined();
  });

  it('plans a digest', async () => {
    const answer = await ask(editor, general, '/insights digest weekly on monday at 08:30 in #cs-alerts');

    expect(answer.text).toContain('Digest every Monday at 08:30 (UTC)');
    expect(await app.digests.plans()).toMatchObject([{ channel: csAlerts, every: 'week', weekday: 1, at: '08:30' }]);
    const other = await ask(editor, csAlerts, '/insights digest daily at 9:00');
    expect(other.text).toContain('takes the place of “Digest every Monday at 08:30 (UTC)”');
  });

  it('plans a digest for the asker where it was asked in a conversation of the two', async () => {
    const direct = `D${people.you.id.slice(1)}`;

    const answer = await ask(editor, direct, 'send me a digest every day at 9');

    expect(textOf(answer.blocks)).toContain('a direct message');
    expect((await app.digests.plans()).map(({ channel }) => channel)).toContain(direct);
  });
});

describe('a silence', () => {
  it('is begun in a form that says at each field what is wrong, keeps alerts back, is listed and removed', async () => {
    const list = await ask(editor, csAlerts, '/insights watches');
    await pressIn(editor, list, 'New silence…');
    const form = await modalOf(editor);
    const past = String(Math.floor(Date.now() / 1000) - 60);
    const what = {
      kinds: { value: ['high_ib_call_frequency'] },
      segments: { value: ['agents experienceLevel rookie'] },
    };

    const endless = await editor.submit(form.id, { ...what, dataset: { value: 'entities' } });
    const twofold = await editor.submit(form.id, { ...what, duration: { value: '3600000' }, until: { value: past } });
    const over = await editor.submit(form.id, { ...what, until: { value: past } });
    const before = answersIn(editor, csAlerts).length;
    const saved = await editor.submit(form.id, {
      ...what,
      duration: { value: String(4 * 3_600_000) },
      comment: { value: 'CRM outage\n• Everybody is well' },
    });
    const answer = await answerAfter(editor, csAlerts, before);

    expect(endless).toEqual({ duration: expect.any(String), segments: expect.any(String) });
    expect(twofold).toEqual({ until: expect.stringMatching(/either/) });
    expect(over).toEqual({ until: expect.stringMatching(/still to come/) });
    expect(saved).toEqual({});
    const [silence] = await app.silences.list();
    expect(silence).toMatchObject({
      matchers: { predictionTypes: ['high_ib_call_frequency'], segments: { experienceLevel: ['rookie'] } },
      createdBy: people.you.id,
    });
    expect(Math.round((Date.parse(silence?.until ?? '') - Date.now()) / 60_000)).toBe(240);
    const words = /Quiet: .* · agents · Experience level: Rookie until .*, by <@U08DANAOWNR>: CRM outage • Everybody/;
    expect(answer.text).toMatch(words);
    const [note] = await app.auditLog.notesFor(`silence#${silence?.silenceId}`, { limit: 1 });
    expect(note).toMatchObject({ action: 'save', userId: people.you.id, via: 'modal' });

    const alertId = `silent_${Date.now()}`;
    const facts = someFacts({ entityId: 'agent-777', predictionType: 'high_ib_call_frequency', alertId });
    await app.fire({ ...facts, fingerprint: alertId });
    await until(async () => (await app.desk.find(alertId))?.silencedBy);
    const anew = await ask(editor, csAlerts, '/insights watches');
    expect(anew.text).toMatch(words);
    expect(answersIn(editor, csAlerts).some(({ text }) => text.includes('agent-777'))).toBe(false);
    await chooseIn(editor, anew, 'overflow', 'removeSilence');
    await until(() => answersIn(editor, csAlerts).find(({ text }) => text.includes('(agent-777)')));
    expect(await app.silences.list()).toEqual([]);
  });

  it('is for editors only', async () => {
    const list = await ask(member, csAlerts, '/insights watches');
    const { blocks } = await ask(editor, csAlerts, '/insights watches');
    const shown = app.playground.workspace.add({ channel: csAlerts, user: bot.id, text: 'the list', blocks });
    const before = whispers(member).length;

    await pressIn(member, shown, 'New silence…');
    const notice = await until(() => whispers(member)[before]);

    expect(buttonsIn(list.blocks)).toEqual([]);
    expect(notice.text).toMatch(/Only editors/);
    expect(member.views()).toEqual([]);
  });
});

describe('the Home tab', () => {
  it('shows what waits for a person, and acts from there', async () => {
    const mine = await told({ name: 'Mine Owner', moneyAtRisk: 1 });
    await choose(editor, mine, 'ack');
    await until(async () => ((await app.desk.find(mine.alertId))?.owner === people.you.id ? true : undefined));
    const free = await told({ name: 'Free Agent', moneyAtRisk: 999_999 });
    app.parked.push({ channel: salesOps, error: 'not_in_channel', since: new Date().toISOString(), waiting: 3 });

    editor.open('home');
    const home = await until(() => {
      const view = editor.home();
      return view !== undefined && textOf(view.blocks).includes('Free Agent') ? view : undefined;
    });
    const seen = textOf(home.blocks);

    const unowned = await app.desk.countUnresolved({ unowned: true, statuses: ['open'] });
    expect(unowned).toBeGreaterThan(5);
    expect(seen).toContain(`Nobody takes care of these (${unowned})`);
    expect(seen).toContain(`${unowned - 5} more are not shown`);
    expect(seen.indexOf('Mine Owner')).toBeLessThan(seen.indexOf('Free Agent'));
    expect(seen).toContain('Agents: key figures');
    expect(seen).toContain('Metrics: key figures');
    expect(seen).not.toContain('cannot post in');
    expect(home.blocks.length).toBeLessThanOrEqual(100);

    const block = home.blocks.find(({ block_id }) => block_id?.endsWith(free.alertId));
    await editor.press({
      in: { viewId: home.id },
      blockId: block?.block_id ?? '',
      actionId: 'alert:0',
      choice: 'ack',
    });
    await until(() =>
      textOf(editor.home()?.blocks ?? []).includes('You acknowledged the alert about Free') ? true : undefined,
    );
  });

  it('keeps an alert in sight of its owner that somebody else has snoozed, and counts it once', async () => {
    const theirs = await told({ name: 'Quiet Agent' });
    const by = { userId: people.you.id, teamId: team.id, requestId: 'request-1', via: 'button' };
    await app.desk.assign(theirs.alertId, people.member.id, by);
    await app.desk.snooze(theirs.alertId, new Date(Date.now() + 3_600_000).toISOString(), by);
    const own = await app.desk.countUnresolved({ owner: people.member.id, statuses: ['snoozed'] });

    member.open('home');
    const home = await until(() => {
      const view = member.home();
      return view !== undefined && textOf(view.blocks).includes('Quiet Agent') ? view : undefined;
    });

    const seen = textOf(home.blocks);
    expect(seen).toContain(`My snoozes (${own})`);
    expect(seen).toContain(`Snoozed by <@${people.you.id}>`);
  });

  it('tells admins of channels that take no messages, and is shown anew when asked', async () => {
    const admin = app.playground.as(people.admin.id);
    admin.open('home');
    const home = await until(() => admin.home());

    await pressInView(admin, home, 'Refresh');
    const anew = await until(() => (admin.home()?.hash === home.hash ? undefined : admin.home()));

    expect(textOf(anew.blocks)).toContain(`Vitals cannot post in <#${salesOps}>`);
    expect(textOf(anew.blocks)).toContain('/invite @Vitals');
  });

  it('lets admins have such a channel tried again', async () => {
    const admin = app.playground.as(people.admin.id);
    const before = admin.home()?.hash;
    admin.open('home');
    // One that is shown later than the notice would take its place.
    const home = await until(() => (admin.home()?.hash === before ? undefined : admin.home()));

    await pressInView(admin, home, 'Try again');
    const tried = await until(() => (app.triedAgain.length > 0 ? [...app.triedAgain] : undefined));
    await until(() => (textOf(admin.home()?.blocks ?? []).includes('Trying again.') ? true : undefined));

    expect(tried).toEqual([salesOps]);
  });

  it('has a channel tried again by itself once the app is invited there', async () => {
    app.triedAgain.length = 0;

    await editor.say({ channel: salesOps, text: '/invite @Vitals' });
    const tried = await until(() => (app.triedAgain.length > 0 ? [...app.triedAgain] : undefined));

    expect(tried).toEqual([salesOps]);
    expect(editor.messages(salesOps).at(-1)?.text).toBe('Vitals is in this channel now.');
  });
});
