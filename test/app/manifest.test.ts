import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { storedDatasets } from '../../src/catalog/catalog.ts';
import { insights } from '../../src/catalog/datasets/insights.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { parseText } from '../../src/intents/grammar/parse-text.ts';
import { defaultCommands } from '../../src/playground/default-commands.ts';
import { suggestedPrompts } from '../../src/slack/home/suggested-prompts.ts';

const hooks = JSON.parse(readFileSync('.slack/hooks.json', 'utf8')).hooks as Record<string, string>;

/** The manifest as the Slack CLI gets it. */
function manifestFromHook() {
  const [program = '', ...programArguments] = (hooks['get-manifest'] ?? '').split(' ');
  return JSON.parse(execFileSync(program, programArguments, { encoding: 'utf8' }));
}

describe('the manifest', () => {
  const manifest = manifestFromHook();

  it("has each dataset's command, and no other", () => {
    const commands = manifest.features.slash_commands.map(({ command }: { command: string }) => command);

    expect(commands).toEqual(storedDatasets.map(({ command }: Dataset) => command));
  });

  it('has channels come as ids where a channel may be meant, as the playground does', () => {
    const escaped = manifest.features.slash_commands.flatMap((each: { command: string; should_escape: boolean }) =>
      each.should_escape ? [each.command] : [],
    );

    expect(escaped).toEqual([insights.command]);
    expect(defaultCommands.filter(({ escapes }) => escapes).map(({ name }) => name)).toEqual(escaped);
  });

  it('lets channels be found by name, and conversations be opened, for watches', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(
      expect.arrayContaining(['channels:read', 'groups:read', 'im:write']),
    );
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it('lets files be sent to the conversation with somebody', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(['files:write', 'im:write']));
  });

  it('hears of everything that the app listens to', () => {
    const heard: string[] = manifest.settings.event_subscriptions.bot_events;
    const listened = [...readFileSync('src/slack/listeners/register.ts', 'utf8').matchAll(/app\.event\('(\w+)'/g)];

    const names = heard.map((event) => event.replace(/^message\..*/, 'message'));
    expect(listened.map(([, event = '']) => event).toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it("holds Slack's limits", () => {
    const { display_information: display, features } = manifest;

    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description.length).toBeLessThanOrEqual(140);
    expect(display.long_description.length).toBeGreaterThanOrEqual(174);
    expect(display.long_description.length).toBeLessThanOrEqual(4000);
    expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
    // https://docs.slack.dev/reference/app-manifest: 2,000 and 1,000 characters, 50 commands.
    for (const command of features.slash_commands) {
      expect(command.description.length).toBeLessThanOrEqual(2000);
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000);
    }
  });

  it('suggests only what is understood', () => {
    const prompts: { message: string }[] = manifest.features.agent_view.suggested_prompts;

    const kinds = prompts.map(({ message }) => parseText(message, { surface: 'message', today: '2026-01-01' }).kind);

    expect(kinds).toEqual(['summary', 'ranking', 'comparison', 'help']);
  });

  it('suggests the same as the app does', () => {
    expect(manifest.features.agent_view.suggested_prompts).toEqual(suggestedPrompts);
  });

  it('lets threads be read in every kind of conversation that one can write to it in', () => {
    const kinds = ['channels', 'groups', 'im', 'mpim'];

    expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind}:history`)));
  });

  it('says of each scope what it is for', () => {
    const lines = readFileSync('manifest.yml', 'utf8').split('\n');
    const scopes: string[] = manifest.oauth_config.scopes.bot;

    const unexplained = scopes.filter((scope) => {
      const line = lines.findIndex((text) => text.trim() === `- ${scope}`);
      const above = lines[line - 1]?.trim() ?? '';
      // One sentence may be about two scopes, one below the other.
      return !above.startsWith('#') && !(above.startsWith('- ') && lines[line - 2]?.trim().startsWith('#'));
    });

    expect(scopes.length).toBeGreaterThan(0);
    expect(unexplained).toEqual([]);
  });
});
