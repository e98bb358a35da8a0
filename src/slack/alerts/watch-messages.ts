import type { DigestPlan } from '../../insights/digest.ts';
import type { Route } from '../../insights/route.ts';
import { fitEscaped } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message, MessageBlock } from '../blocks/message-block.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { marked, twin } from './status-words.ts';
import { digestLine, newWatchButton, watchButtons, watchLine } from './watch-blocks.ts';
import { matcherMarkup, placeWords, planWords, tellingLines } from './watch-words.ts';

/** How many watches a list shows, and up to how many it says of each how it tells: all must fit into one message. */
const mostShown = 18;
const mostDetailed = 8;
const mostPlans = 4;

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
  /** Where alerts go that no watch takes. */
  readonly defaultRoute?: Route | undefined;
}

/** Every watch and digest, each with a menu, and where everything else goes. */
export function buildWatchList({ watches, plans, defaultRoute }: Watching, now: Date): Message {
  const shown = watches.slice(0, mostShown);
  const areDetailed = shown.length <= mostDetailed;
  const parts = [
    ...shown.map((route, index) => watchLine(route, index, now, areDetailed)),
    ...plans.slice(0, mostPlans).map((plan, index) => digestLine(plan, shown.length + index)),
  ];
  const rest = restLine({ watches, defaultRoute });
  const heading = `Watches: ${watches.length}, digests: ${plans.length}`;
  const more = watches.length > shown.length ? [`The first ${shown.length} are shown.`] : [];
  const blocks: MessageBlock[] = [
    header(heading),
    ...parts.flatMap((part) => part.blocks),
    { type: 'context', elements: [mrkdwn([rest, ...more].join(' '), limits.field)] },
    { type: 'actions', elements: [newWatchButton(0)] },
  ];
  return fitEscaped(blocks, [heading, ...parts.flatMap((part) => part.lines), rest, ...more].join('\n'));
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
