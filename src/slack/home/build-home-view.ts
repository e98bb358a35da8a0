import type { HomeView } from '@slack/types';
import type { Answer } from '../../answers/answer.ts';
import { actionId } from '../action-ids.ts';
import { fieldSections, header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import { intentButton } from '../blocks/step-blocks.ts';
import { plain } from '../blocks/text-objects.ts';
import type { AnyBlock } from '../posting/message.ts';
import type { Standing } from '../rights.ts';
import type { FleetFigures } from './fleet-figures.ts';
import type { WorkQueue } from './work-queue.ts';
import { workQueueBlocks } from './work-queue-blocks.ts';

export interface HomeContent {
  /** The answer to "help": examples, with buttons. */
  readonly help: Answer;
  readonly standing: Standing;
  /** Whether somebody may assign alerts to the person. */
  readonly mayOwn: boolean;
  readonly source: string;
  /** What the person is told of what they just did. */
  readonly notice?: readonly AnyBlock[] | undefined;
  /** `off` where there are no alerts here, `unreadable` where they could not be read. */
  readonly queue: WorkQueue | 'off' | 'unreadable';
  /** `late` while they are being read. */
  readonly fleet: readonly FleetFigures[] | 'late' | 'unreadable';
  readonly now: Date;
}

/** Slack's limit for the blocks of a view. @see https://docs.slack.dev/reference/block-kit/blocks */
const mostBlocks = 100;

const introduction =
  'Vitals tells you how the people on your platform are doing: who may leave, what revenue is at risk, who needs a call. Ask with a slash command, mention Vitals in a channel, or write to it here.';

/** The Home tab: what waits for the person, how everyone is doing, and what can be asked. */
export function buildHomeView(content: HomeContent): HomeView {
  const { help, notice = [], queue, fleet, now } = content;
  const blocks: HomeView['blocks'] = [
    header('Vitals'),
    ...(notice.slice(0, 4) as HomeView['blocks']),
    ...(queue === 'off'
      ? [{ type: 'section' as const, text: plain(introduction, limits.sectionText) }]
      : [refreshRow(now)]),
    { type: 'divider' },
    ...queueBlocks(content),
    ...fleetBlocks(fleet),
    { type: 'divider' },
    ...examples(help),
    { type: 'divider' },
    smallPrint(content),
  ];
  return { type: 'home', blocks: blocks.slice(0, mostBlocks) };
}

function refreshRow(now: Date): HomeView['blocks'][number] {
  const time = `${now.toISOString().slice(11, 16)} UTC`;
  return {
    type: 'section',
    text: plain(`Your work as of ${time}.`, limits.sectionText),
    accessory: { type: 'button', action_id: actionId('refreshHome', 0), text: plain('Refresh', limits.buttonText) },
  };
}

const unreadable = 'cannot be read just now. Please try again in a minute.';

function queueBlocks({ queue, standing, mayOwn, now }: HomeContent): HomeView['blocks'] {
  if (queue === 'off') return [];
  if (queue === 'unreadable')
    return [{ type: 'section', text: plain(`Alerts and watches ${unreadable}`, limits.sectionText) }];
  return [...workQueueBlocks(queue, { standing, mayOwn, now }), { type: 'divider' }];
}

function fleetBlocks(fleet: HomeContent['fleet']): HomeView['blocks'] {
  if (fleet === 'late')
    return [{ type: 'section', text: plain('The key figures are being read …', limits.sectionText) }];
  if (fleet === 'unreadable')
    return [{ type: 'section', text: plain(`The key figures ${unreadable}`, limits.sectionText) }];
  return fleet.flatMap(({ label, figures }) => [
    header(`${label}: key figures`),
    ...fieldSections(figures).slice(0, 1),
  ]);
}

/** How to ask, and a few questions to press; all of it is one question away. */
function examples({ title, notes, steps }: Answer): HomeView['blocks'] {
  const [howTo = ''] = notes;
  const buttons = steps
    .map(({ label, intent }, index) => intentButton('show', index, label, { intent }))
    .filter((button) => button !== undefined);
  return [
    header(title),
    { type: 'section', text: plain(`${howTo} For everything that can be asked: help.`, limits.sectionText) },
    ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
  ];
}

function smallPrint({ source, standing }: HomeContent): HomeView['blocks'][number] {
  return {
    type: 'context',
    elements: [
      plain('What the buttons answer comes to you as a message from Vitals.', limits.field),
      plain(`Figures come from ${source}.`, limits.field),
      plain(`${rightsInWords(standing)} Nobody else sees what you ask here.`, limits.field),
    ],
  };
}

function rightsInWords(standing: Standing): string {
  if (standing.role !== 'viewer') {
    return `You are an ${standing.role}: you may look at everything, change values and take care of alerts.`;
  }
  return 'You are a viewer: you may look at everything, but not change values.';
}
