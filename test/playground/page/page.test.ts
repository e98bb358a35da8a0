import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Block } from '../../../src/playground/blocks/block-tree.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import { bot, people } from '../../../src/playground/workspace/people.ts';
import { type SlackWorkspace, signingSecret, startSlackWorkspace } from '../../support/slack-workspace.ts';
import { answerBlocks, modalView } from '../support/answers.ts';
import { chromiumPath, launchBrowser } from '../support/browser.ts';
import { type FakeApp, type Received, startFakeApp } from '../support/fake-app.ts';

if (!chromiumPath) {
  process.stderr.write(
    '\n  LEFT OUT: the tests of the playground page, because no Chromium was found.\n' +
      '  Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.\n\n',
  );
}

const { csAlerts, general } = conversationIds;

/** Answers a command at its response URL, opens a modal for one button, and posts for the others. */
function answerLikeAnApp(app: FakeApp, workspace: SlackWorkspace): void {
  const act = async ({ form, payload }: Received): Promise<void> => {
    const responseUrl = form.get('response_url');
    if (responseUrl) {
      const answer = { text: `answer to ${form.get('text')}`, blocks: answerBlocks };
      await fetch(responseUrl, { method: 'POST', body: JSON.stringify(answer) });
    } else if (payload.type === 'block_actions') {
      const [action] = payload.actions;
      if (action.action_id === 'open') {
        await workspace.call('views.open', { trigger_id: payload.trigger_id, view: modalView });
      } else {
        const chosen = action.selected_option?.value ?? action.value;
        await workspace.call('chat.postMessage', { channel: payload.channel.id, text: `pressed ${chosen}` });
      }
    } else if (payload.type === 'event_callback' && payload.event.type === 'app_mention') {
      const { channel, ts } = payload.event;
      await workspace.call('chat.postMessage', { channel, thread_ts: ts, text: 'answer in the thread' });
    }
  };
  app.onRequest((received, response) => {
    if (!received.isSigned) return void response.writeHead(401).end();
    const state = received.payload?.view?.state.values;
    if (received.payload?.type === 'view_submission' && Number(state.nps.value.value) > 100) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ response_action: 'errors', errors: { nps: 'NPS runs from 0 to 100' } }));
    } else {
      response.end();
    }
    void act(received);
  });
}

describe.runIf(chromiumPath)('the page in a browser', () => {
  let browser: Browser;
  let page: Page;
  let workspace: SlackWorkspace;
  let app: FakeApp;
  let pageDirectory: string;
  let elsewhere: string[];
  let complaints: string[];

  beforeAll(async () => {
    pageDirectory = await mkdtemp(join(tmpdir(), 'playground-page-'));
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/build-page.ts', pageDirectory]);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await rm(pageDirectory, { recursive: true });
  });

  beforeEach(async () => {
    app = await startFakeApp(signingSecret);
    workspace = await startSlackWorkspace({ pageDirectory, clock: Date.now });
    answerLikeAnApp(app, workspace);
    workspace.playground.connect(app.url);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(10_000);
    elsewhere = [];
    complaints = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(workspace.playground.url)) elsewhere.push(request.url());
    });
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(workspace.playground.url);
    await box().waitFor();
  });
  afterEach(async () => {
    await page.close();
    await workspace.playground.close();
    await app.close();
  });

  const box = () => page.getByRole('combobox', { name: /^Message / });
  const answer = () => page.locator('.message.ephemeral').last();

  async function type(text: string): Promise<void> {
    await box().fill(text);
    await box().press('Enter');
  }

  async function ask(): Promise<void> {
    await type('/agents churn rookie');
    await answer().getByRole('heading', { name: 'Churn of *rookies*' }).waitFor();
  }

  it('shows a file with its first rows, to be had by whoever sees the message', async () => {
    const file = 'Name,Churn\r\n"Maria, <b>of us</b>",82\r\n';
    const ticket = await workspace.call('files.getUploadURLExternal', { filename: 'a.csv', length: file.length });
    await fetch(ticket['upload_url'], { method: 'POST', body: file });
    await workspace.call('files.completeUploadExternal', { files: [{ id: ticket['file_id'] }], channel_id: general });

    const card = page.getByRole('figure', { name: 'a.csv' });
    await card.getByRole('cell', { name: 'Maria, <b>of us</b>' }).waitFor();
    const download = page.waitForEvent('download');
    await card.getByRole('link', { name: 'Download' }).click();

    expect((await download).suggestedFilename()).toBe('a.csv');
    expect(await readFile(await (await download).path(), 'utf8')).toBe(file);
    expect(complaints).toEqual([]);
  });

  const firstColumn = () => answer().locator('tbody th').allTextContents();

  it('takes a newcomer to an answer with one click, and asks nobody else for anything', async () => {
    await page.getByRole('button', { name: '/agents churn rookie' }).click();

    await answer().getByText('Only visible to you').waitFor();
    await answer().getByText('24.6 %').waitFor();
    await answer()
      .getByRole('img', { name: /Bar chart: Churn by tier/ })
      .waitFor();
    expect(app.received[0]).toMatchObject({ isSigned: true });
    expect(app.received[0]?.form.get('channel_id')).toBe(general);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('welcomes in #general, and marks what came before elsewhere until it is looked at', async () => {
    workspace.playground.workspace.add({ channel: csAlerts, user: bot.id, text: 'a long alert' });
    await page.reload();

    await page.getByRole('region', { name: 'Welcome' }).getByText('Welcome to #general').waitFor();
    await page
      .getByRole('button', { name: /cs-alerts/ })
      .getByRole('img', { name: 'has new messages' })
      .waitFor();
    await page.getByRole('button', { name: /cs-alerts/ }).click();
    await page.getByText('a long alert').waitFor();
    await page.reload();
    await page.getByText('Welcome to #general').waitFor();

    expect(await page.getByRole('img', { name: 'has new messages' }).count()).toBe(0);
  });

  it('shows a typed command and its answer again after a reload', async () => {
    await ask();

    await page.reload();

    await answer().getByRole('heading', { name: 'Churn of *rookies*' }).waitFor();
  });

  it('sorts a data table by number, filters it and turns its pages', async () => {
    await ask();
    const header = answer().getByRole('columnheader', { name: 'Churn' });

    await header.getByRole('button').click();
    const highest = await firstColumn();
    await header.getByRole('button').click();
    const lowest = await firstColumn();
    await answer().getByRole('button', { name: 'Next' }).click();
    const secondPage = await firstColumn();
    await answer().getByRole('searchbox').fill('agent 11');
    const filtered = await firstColumn();

    expect(highest.map(churnOf)).toEqual([12, 11, 10, 9, 8]);
    expect(lowest.map(churnOf)).toEqual([0, 1, 2, 3, 4]);
    expect(secondPage.map(churnOf)).toEqual([5, 7, 8, 9, 10]);
    expect(filtered).toEqual(['Agent 11']);
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
  });

  it('tells the app of a pressed button, and shows what comes of it', async () => {
    await ask();

    await answer().getByRole('button', { name: 'Post to channel' }).click();

    await page.getByText('pressed post').waitFor();
    expect(await page.locator('.message', { hasText: 'pressed post' }).getByText('Only visible to you').count()).toBe(
      0,
    );
  });

  it('asks before a button that wants to be confirmed', async () => {
    await ask();

    await answer().getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    const asked = app.received.length;
    await answer().getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Do it' }).click();

    await page.getByText('pressed reset').waitFor();
    expect(asked).toBe(1);
  });

  it('sends what is chosen from a select and from an overflow menu', async () => {
    await ask();

    await answer().getByRole('combobox', { name: 'Break down by' }).selectOption('tier');
    await page.getByText('pressed tier').waitFor();
    await page.locator('.message.ephemeral').getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Open the list' }).click();

    await page.getByText('pressed list').waitFor();
  });

  it('opens a modal, shows what is wrong with its inputs, and closes once it is right', async () => {
    await ask();
    await answer().getByRole('button', { name: 'Set a figure' }).click();
    const modal = page.getByRole('dialog', { name: 'Set NPS' });

    await modal.getByRole('button', { name: 'Apply' }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    await modal.getByRole('textbox', { name: 'NPS' }).fill('400');
    await modal.getByRole('textbox', { name: 'NPS' }).press('Enter');
    await modal.getByText('NPS runs from 0 to 100').waitFor();
    await modal.getByRole('textbox', { name: 'NPS' }).fill('72');
    await modal.getByRole('button', { name: 'Apply' }).click();

    await modal.waitFor({ state: 'detached' });
    expect(app.received.at(-1)?.payload.view.state.values.nps.value.value).toBe('72');
  });

  it('lets a moment, a channel and people be chosen in a form', async () => {
    await type('/agents churn rookie');
    await answer().getByRole('button', { name: 'Set a figure' }).click();
    const modal = page.getByRole('dialog', { name: 'Set NPS' });

    await modal.getByRole('textbox', { name: 'NPS' }).fill('72');
    await modal.getByLabel('From').fill('2026-02-03T10:15');
    await modal.getByRole('combobox', { name: 'Where' }).selectOption({ label: '#cs-alerts' });
    await modal.getByRole('listbox', { name: 'Who' }).selectOption([people.admin.id, people.member.id]);
    const offered = await modal.getByRole('combobox', { name: 'Where' }).getByRole('option').allTextContents();
    await modal.getByRole('button', { name: 'Apply' }).click();
    await modal.waitFor({ state: 'detached' });

    const { from, where, who } = app.received.at(-1)?.payload.view.state.values ?? {};
    const moment = await page.evaluate(() => new Date('2026-02-03T10:15').getTime() / 1000);
    expect(from.value).toEqual({ type: 'datetimepicker', selected_date_time: moment });
    expect(where.value.selected_conversation).toBe(csAlerts);
    expect(who.value.selected_users).toEqual([people.admin.id, people.member.id]);
    expect(offered).not.toContain('#leadership');
  });

  it('makes a link that would run a script harmless', async () => {
    await ask();

    await answer().getByText('harmless').click();
    await answer().getByText('rich link').click();

    const links = await answer()
      .locator('a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.filter((href) => href?.startsWith('javascript:'))).toEqual([]);
    expect(links).toContain('https://example.com/');
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(page.url()).toBe(`${workspace.playground.url}/`);
  });

  it('falls back to the text of a message that cannot be drawn, and draws the others', async () => {
    const broken = [{ type: 'section', block_id: 'b', text: { type: 'plain_text' } }] as unknown as readonly Block[];

    workspace.playground.workspace.add({ channel: general, user: bot.id, text: 'the text twin', blocks: broken });
    workspace.playground.workspace.add({ channel: general, user: bot.id, text: 'a sound one' });

    await page.getByText('the text twin').waitFor();
    await page.getByText('a sound one').waitFor();
    await box().waitFor();
  });

  it('shows mrkdwn in plain text by the letter', async () => {
    await ask();

    expect(await answer().getByRole('heading', { name: 'Churn of *rookies*' }).innerHTML()).toBe('Churn of *rookies*');
  });

  it('answers a mention in a thread beside the channel', async () => {
    await type('@Vitals how are they?');

    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('answer in the thread').waitFor();
    await thread.getByRole('button', { name: 'Close the thread' }).click();
    await thread.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '1 reply' }).click();

    await thread.getByText('answer in the thread').waitFor();
  });

  it('suggests commands after a slash, and brings back what was sent before', async () => {
    await type('/agents churn rookie');
    await box().press('ArrowUp');
    const recalled = await box().inputValue();
    await box().fill('/agents comp');
    await page.getByRole('option', { name: /compare rookie veteran nps/ }).waitFor();
    await box().press('Tab');

    expect(recalled).toBe('/agents churn rookie');
    expect(await box().inputValue()).toBe('/agents compare rookie veteran nps');
  });

  it('lets one be somebody else, who sees only what is theirs', async () => {
    await ask();

    await page.getByRole('button', { name: /Mira Castellanos/ }).click();
    await page.getByRole('button', { name: /Mira Castellanos/, pressed: true }).waitFor();

    expect(await page.locator('.message').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'leadership' }).count()).toBe(0);
  });

  it('shows a new message in another channel by a mark, without a reload', async () => {
    await workspace.call('chat.postMessage', { channel: csAlerts, text: 'news' });

    await page.getByRole('img', { name: 'has new messages' }).waitFor();
    await page.getByRole('button', { name: /cs-alerts/ }).click();

    await page.getByText('news').waitFor();
  });

  it('says so when the app is gone', async () => {
    await app.close();

    await type('/agents churn rookie');

    await page.getByText('/agents failed with the error "dispatch_failed"').waitFor();
  });

  it('draws the last messages first, and the earlier ones when asked', async () => {
    for (let index = 0; index < 70; index += 1) {
      workspace.playground.workspace.add({ channel: general, user: bot.id, text: `message ${index}` });
    }

    await page.getByText('message 69').waitFor();
    const before = await page.locator('.message').count();
    await page.getByRole('button', { name: 'Show earlier messages' }).click();
    await page.getByText('message 0', { exact: true }).waitFor();

    expect(before).toBe(60);
    expect(await page.locator('.message').count()).toBe(70);
  });

  it('fits a narrow screen without sideways scrolling', async () => {
    await page.setViewportSize({ width: 380, height: 760 });
    await ask();

    const overhang = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    await page.getByRole('button', { name: 'Channels and people' }).click();

    expect(overhang).toBe(0);
    await page.getByRole('button', { name: new RegExp(people.guest.realName) }).waitFor();
  });
});

/** The churn of “Agent n”, as the fake answer has it. */
function churnOf(name: string): number {
  return ((Number(name.replace('Agent ', '')) - 1) * 7) % 13;
}
