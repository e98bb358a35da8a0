import type { Button, KnownBlock, Overflow, PlainTextOption } from '@slack/types';
import type { DigestPlan } from '../../insights/digest.ts';
import type { Route, Silence } from '../../insights/route.ts';
import { actionId } from '../action-ids.ts';
import { limits } from '../blocks/limits.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { type Manner, marked, twin } from './status-words.ts';
import { type WatchCommand, watchBlockId } from './watch-carrier.ts';
import { matcherMarkup, pausedWords, placeWords, planWords, silenceWords, tellingLines } from './watch-words.ts';

const labels: Readonly<Record<WatchCommand, string>> = {
  edit: 'Edit',
  pause: 'Pause for a day',
  resume: 'Go on telling',
  remove: 'Remove',
  removeDigest: 'Remove',
  removeSilence: 'Remove',
};

/** Blocks, and the lines of the text that says the same, escaped already. */
export interface WatchLines {
  readonly blocks: KnownBlock[];
  readonly lines: string[];
}

interface WatchLineExtent {
  /** Whether it says how it tells; that it is paused it always says. */
  readonly isDetailed: boolean;
  /** Whether there is a menu. */
  readonly mayEdit: boolean;
}

/** What a watch takes, where it tells, and how, with all that can be done with it in a menu. */
export function watchLine(
  route: Route,
  ordinal: number,
  now: Date,
  { isDetailed, mayEdit }: WatchLineExtent,
): WatchLines {
  const { pausedUntil } = route;
  const commands: WatchCommand[] = ['edit', isPaused(route, now) ? 'resume' : 'pause', 'remove'];
  const line = `${matcherMarkup(route.matchers)} → ${placeWords(route.channel)}`;
  const drawn = (text: string): KnownBlock[] => [
    { ...section(text), ...(mayEdit ? menu(route.routeId, ordinal, commands) : {}) },
  ];
  if (!isDetailed) {
    const pause = (manner: Manner): string =>
      pausedUntil !== undefined && isPaused(route, now) ? ` · ${pausedWords(pausedUntil, manner)}` : '';
    return { blocks: drawn(line + pause(marked)), lines: [`• ${line}${pause(twin)}`] };
  }
  return {
    blocks: [
      ...drawn(line),
      { type: 'context', elements: [mrkdwn(tellingLines(route, marked, now).join(' '), limits.field)] },
    ],
    lines: [`• ${line}`, ...tellingLines(route, twin, now).map((each) => `  ${each}`)],
  };
}

/** When a digest comes, and where, with a menu for those who may change it. */
export function digestLine(plan: DigestPlan, ordinal: number, mayEdit = true): WatchLines {
  const line = `${escapeMrkdwn(planWords(plan))} → ${placeWords(plan.channel)}`;
  return {
    blocks: [{ ...section(line), ...(mayEdit ? menu(plan.channel, ordinal, ['removeDigest']) : {}) }],
    lines: [`• ${line}`],
  };
}

/** What is silent, until when and why, and who said so. */
export function silenceLine(silence: Silence, ordinal: number, mayEdit = true): WatchLines {
  const controls = mayEdit ? menu(silence.silenceId, ordinal, ['removeSilence']) : {};
  return {
    blocks: [{ ...section(silenceWords(silence, marked)), ...controls }],
    lines: [`• ${silenceWords(silence, twin)}`],
  };
}

/** Buttons for one watch that was just saved. */
export function watchButtons({ routeId }: Route): KnownBlock[] {
  const blockId = watchBlockId(routeId, 0);
  if (blockId === undefined) return [];
  const button = (command: WatchCommand, ordinal: number): Button => ({
    type: 'button',
    action_id: actionId('watch', ordinal),
    text: plain(labels[command], limits.buttonText),
    value: command,
  });
  return [{ type: 'actions', block_id: blockId, elements: [button('edit', 0), button('remove', 1)] }];
}

/** The button that opens the form for a new watch. */
export function newWatchButton(ordinal: number): Button {
  return { type: 'button', action_id: actionId('newWatch', ordinal), text: plain('New watch…', limits.buttonText) };
}

/** The button that opens the form for a new silence. */
export function newSilenceButton(ordinal: number): Button {
  const text = plain('New silence…', limits.buttonText);
  return { type: 'button', action_id: actionId('newSilence', ordinal), text };
}

export function isPaused({ pausedUntil }: Route, now: Date): boolean {
  return pausedUntil !== undefined && Date.parse(pausedUntil) > now.getTime();
}

function section(text: string) {
  return { type: 'section' as const, text: mrkdwn(text, limits.sectionText) };
}

function menu(
  id: string,
  ordinal: number,
  commands: readonly WatchCommand[],
): { block_id: string; accessory: Overflow } | undefined {
  const blockId = watchBlockId(id, ordinal);
  if (blockId === undefined) return undefined;
  const options: PlainTextOption[] = commands.map((command) => ({
    text: plain(labels[command], limits.optionText),
    value: command,
  }));
  return { block_id: blockId, accessory: { type: 'overflow', action_id: actionId('watch', 0), options } };
}
