import type { DigestPlan } from '../../insights/digest.ts';
import type { Route, Silence } from '../../insights/route.ts';
import { fitEscaped, fits } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message, MessageBlock } from '../blocks/message-block.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { marked, twin } from './status-words.ts';
import { digestLine, newSilenceButton, newWatchButton, silenceLine, watchButtons, watchLine } from './watch-blocks.ts';
import {
  floorWords,
  matcherMarkup,
  placeWords,
  planWords,
  riskScoreNote,
  sharedWarning,
  silenceWords,
  tellingLines,
} from './watch-words.ts';

/** How many watches a list shows, from many to few: all must fit into one message. */
const shownCounts = [18, 12, 8, 4] as const;
/** Up to how many it says of each how it tells. */
const mostDetailed = 8;
const mostPlans = 4;
const mostSilences = 6;

/**
 * What will be told where, and how, with buttons to change that.
 *
 * @param isShared whether people of another company are in the channel
 */
export function buildWatchMessage(
  route: Route,
  what: 'saved' | 'already' | 'changed',
  now: Date,
  isShared = false,
): Message {
  const titles = { saved: 'Watching', already: 'You are told of this already', changed: 'Watch changed' } as const;
  const line = `${matcherMarkup(route.matchers)} → ${placeWords(route.channel)}`;
  const warning = isShared ? [sharedWarning(route.channel)] : [];
  const note = route.matchers.aboveRisk === undefined ? [] : [riskScoreNote];
  const small = [...note, ...tellingLines(route, marked, now)].join('\n');
  return fitEscaped(
    [
      header(titles[what]),
      { type: 'section', text: mrkdwn(line, limits.sectionText) },
      ...warning.map(warningBlock),
      { type: 'context', elements: [mrkdwn(small, limits.field)] },
      ...watchButtons(route),
    ],
    [titles[what], line, ...warning, ...note, ...tellingLines(route, twin, now)].join('\n'),
  );
}

function warningBlock(warning: string): MessageBlock {
  return { type: 'section', text: mrkdwn(warning, limits.sectionText) };
}

interface Watching {
  readonly watches: readonly Route[];
  readonly plans: readonly DigestPlan[];
  readonly silences: readonly Silence[];
  /** Where alerts go that no watch takes. */
  readonly defaultRoute?: Route | undefined;
  /** Whether whoever reads the list may change what is in it. */
  readonly mayEdit: boolean;
}

/** Every watch, digest and silence, each with a menu for those who may change it, and where everything else goes. */
export function buildWatchList(watching: Watching, now: Date): Message {
  const forms = shownCounts.map((count) => listOf(watching, count, now));
  const [blocks, lines] = forms.find(([drawn]) => fits(drawn)) ?? forms.at(-1) ?? [[], []];
  return fitEscaped(blocks, lines.join('\n'));
}

function listOf({ watches, plans, silences, defaultRoute, mayEdit }: Watching, count: number, now: Date) {
  const shown = watches.slice(0, count);
  const areDetailed = shown.length <= mostDetailed;
  const parts = [
    ...shown.map((route, index) => watchLine(route, index, now, { isDetailed: areDetailed, mayEdit })),
    ...plans.slice(0, mostPlans).map((plan, index) => digestLine(plan, shown.length + index, mayEdit)),
    ...silences
      .slice(0, mostSilences)
      .map((silence, index) => silenceLine(silence, shown.length + mostPlans + index, mayEdit)),
  ];
  const rest = restLine({ watches, defaultRoute });
  const silent = silences.length === 0 ? '' : `, silences: ${silences.length}`;
  const heading = `Watches: ${watches.length}, digests: ${plans.length}${silent}`;
  const more = [
    ...(watches.length > shown.length ? [`The first ${shown.length} watches are shown.`] : []),
    ...(silences.length > mostSilences ? [`The ${mostSilences} silences that end first are shown.`] : []),
  ];
  const blocks: MessageBlock[] = [
    header(heading),
    ...parts.flatMap((part) => part.blocks),
    { type: 'context', elements: [mrkdwn([rest, ...more].join(' '), limits.field)] },
    ...(mayEdit ? [{ type: 'actions' as const, elements: [newWatchButton(0), newSilenceButton(1)] }] : []),
  ];
  return [blocks, [heading, ...parts.flatMap((part) => part.lines), rest, ...more]] as const;
}

function restLine({ watches, defaultRoute }: Pick<Watching, 'watches' | 'defaultRoute'>): string {
  const whole = watches.length === 0 ? 'Every alert' : 'What no watch takes';
  if (defaultRoute === undefined) return `${whole} is kept and shown in the Home tab, but posted nowhere.`;
  return `${whole}${floorWords(defaultRoute)} goes to ${placeWords(defaultRoute.channel)}.`;
}

interface PlanContext {
  /** What was planned for the channel until now: it has one digest. */
  readonly before?: DigestPlan | undefined;
  /** Whether people of another company are in the channel. */
  readonly isShared?: boolean;
}

/** That a channel gets a digest from now on, what it takes the place of, and who reads along. */
export function buildPlanMessage(plan: DigestPlan, { before, isShared = false }: PlanContext = {}): Message {
  const { blocks, lines } = digestLine(plan, 0);
  const isSame = before !== undefined && planWords(before) === planWords(plan);
  const heading = isSame ? 'This digest is planned already' : 'Digest planned';
  const notes = [
    ...(before === undefined || isSame
      ? []
      : [`A channel has one digest: this takes the place of “${escapeMrkdwn(planWords(before))}”.`]),
    ...(isShared ? [sharedWarning(plan.channel)] : []),
  ];
  return fitEscaped([header(heading), ...blocks, ...notes.map(warningBlock)], [heading, ...lines, ...notes].join('\n'));
}

/** What is silent from now on, and what that means, with a menu to end it. */
export function buildSilenceMessage(silence: Silence): Message {
  const { blocks } = silenceLine(silence, 0);
  const [heading, meaning] = ['Silence begun', silenceMeaning];
  return fitEscaped(
    [header(heading), ...blocks, { type: 'context', elements: [plain(meaning, limits.field)] }],
    [heading, silenceWords(silence, twin), meaning].join('\n'),
  );
}

const silenceMeaning =
  'Nothing of it is told or told again while it lasts. What is still open when it is over is told then.';

/** What can be asked for where a watch says too little, for those who have no form to fill in. */
export function buildWatchOffer(): Message {
  const sentence = 'What shall I tell you of? Fill in the form, or say it: watch churn above 80 rookies in #cs-alerts.';
  return fitEscaped(
    [
      { type: 'section', text: plain(sentence, limits.sectionText) },
      { type: 'actions', elements: [newWatchButton(0)] },
    ],
    escapeMrkdwn(sentence),
  );
}
