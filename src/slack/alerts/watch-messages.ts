import type { DigestPlan } from '../../insights/digest.ts';
import type { Route, Silence } from '../../insights/route.ts';
import { fitEscaped, fits } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message, MessageBlock } from '../blocks/message-block.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { marked, twin } from './status-words.ts';
import { digestLine, newSilenceButton, newWatchButton, silenceLine, watchButtons, watchLine } from './watch-blocks.ts';
import { matcherMarkup, placeWords, planWords, silenceWords, tellingLines } from './watch-words.ts';

/** How many watches a list shows, from many to few: all must fit into one message. */
const shownCounts = [18, 12, 8, 4] as const;
/** Up to how many it says of each how it tells. */
const mostDetailed = 8;
const mostPlans = 4;
const mostSilences = 6;

/** What will be told where, and how, with buttons to change that. */
export function buildWatchMessage(route: Route, what: 'saved' | 'already' | 'changed', now: Date): Message {
  const titles = { saved: 'Watching', already: 'You are told of this already', changed: 'Watch changed' } as const;
  const line = `${matcherMarkup(route.matchers)} → ${placeWords(route.channel)}`;
  return fitEscaped(
    [
      header(titles[what]),
      { type: 'section', text: mrkdwn(line, limits.sectionText) },
      { type: 'context', elements: [mrkdwn(tellingLines(route, marked, now).join('\n'), limits.field)] },
      ...watchButtons(route),
    ],
    [titles[what], line, ...tellingLines(route, twin, now)].join('\n'),
  );
}

interface Watching {
  readonly watches: readonly Route[];
  readonly plans: readonly DigestPlan[];
  readonly silences: readonly Silence[];
  /** Where alerts go that no watch takes. */
  readonly defaultRoute?: Route | undefined;
}

/** Every watch, digest and silence, each with a menu, and where everything else goes. */
export function buildWatchList(watching: Watching, now: Date): Message {
  const forms = shownCounts.map((count) => listOf(watching, count, now));
  const [blocks, lines] = forms.find(([drawn]) => fits(drawn)) ?? forms.at(-1) ?? [[], []];
  return fitEscaped(blocks, lines.join('\n'));
}

function listOf({ watches, plans, silences, defaultRoute }: Watching, count: number, now: Date) {
  const shown = watches.slice(0, count);
  const areDetailed = shown.length <= mostDetailed;
  const parts = [
    ...shown.map((route, index) => watchLine(route, index, now, areDetailed)),
    ...plans.slice(0, mostPlans).map((plan, index) => digestLine(plan, shown.length + index)),
    ...silences.slice(0, mostSilences).map((silence, index) => silenceLine(silence, shown.length + mostPlans + index)),
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
    { type: 'actions', elements: [newWatchButton(0), newSilenceButton(1)] },
  ];
  return [blocks, [heading, ...parts.flatMap((part) => part.lines), rest, ...more]] as const;
}

function restLine({ watches, defaultRoute }: Pick<Watching, 'watches' | 'defaultRoute'>): string {
  const whole = watches.length === 0 ? 'Every alert' : 'What no watch takes';
  if (defaultRoute === undefined) return `${whole} is kept and shown in the Home tab, but posted nowhere.`;
  const { aboveRisk } = defaultRoute.matchers;
  const floor = aboveRisk === undefined || aboveRisk <= 0 ? '' : `, with a risk above ${aboveRisk},`;
  return `${whole}${floor} goes to ${placeWords(defaultRoute.channel)}.`;
}

/** That a channel gets a digest from now on. */
export function buildPlanMessage(plan: DigestPlan): Message {
  const { blocks } = digestLine(plan, 0);
  return fitEscaped(
    [header('Digest planned'), ...blocks],
    `Digest planned\n${escapeMrkdwn(planWords(plan))} → ${placeWords(plan.channel)}`,
  );
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
