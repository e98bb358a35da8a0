import type { IntentOfKind } from '../../intent.ts';
import { askBack, asQuestion } from './ask-back.ts';
import type { Choice } from './choice-problem.ts';
import { insightNouns } from './insight-nouns.ts';

interface Deed {
  readonly button: string;
  readonly said: RegExp;
  /** Whether the words may well be about something else where no alert is named. */
  readonly isCommon?: true;
}

/** What is done to an alert, by the button that does it. */
const deeds: readonly Deed[] = [
  { button: 'Snooze', said: /^(?:un)?(?:snooze|mute|silence)\b|\bon (?:mute|snooze|hold)$/u },
  { button: 'Snooze', said: /^(?:stop|pause|disable|turn off|hide|no more|don't show|do not show)\b/u, isCommon: true },
  { button: 'Acknowledge', said: /^(?:ack|acknowledge)\b/u },
  { button: 'Acknowledge', said: /^(?:dismiss|resolve|close|mark|handle|take)\b/u, isCommon: true },
  { button: 'Assign', said: /^(?:assign|reassign|escalate|hand over|delegate)\b/u, isCommon: true },
];

const telling = new RegExp(`\\b(?:${insightNouns.join('|')}|alerting|telling|notifying|warning|pinging)\\b`, 'u');
const standing = /\b(?:watch(?:es|ing|list)?|digests?|notifications?)\b/u;

/**
 * The button of an alert that does what a text asks for; undefined where it asks for nothing of the kind.
 *
 * What concerns no one in particular ("stop alerting us") is a matter of watches instead.
 */
export function buttonFor(
  said: string,
  { isCommand, namesOne }: { isCommand: boolean; namesOne: boolean },
): string | undefined {
  const deed = deeds.find((each) => each.said.test(said));
  if (deed === undefined || standing.test(said)) return undefined;
  const isOfAlerts = telling.test(said);
  if (deed.isCommon !== true) return isOfAlerts || namesOne || isCommand ? deed.button : undefined;
  const isStop = deed.button === 'Snooze';
  const isMeant = isStop ? isOfAlerts && namesOne : isOfAlerts || (isCommand && namesOne);
  return isMeant ? deed.button : undefined;
}

/** Says where the button is, and offers the alerts that are meant. */
export const pointToButton = (button: string, choice: Choice): IntentOfKind<'unclear'> =>
  askBack({ reason: 'outOfScope', detail: `${button} is a button below the alert itself.` }, choice, asQuestion);
