import type { HomeView } from '@slack/types';
import type { Answer } from '../../answers/answer.ts';
import { buildMessage } from '../blocks/build-message.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import type { Standing } from '../rights.ts';

interface HomeContent {
  /** The answer to "help": examples, with buttons. */
  readonly help: Answer;
  readonly standing: Standing;
  readonly source: string;
}

const introduction =
  'Vitals tells you how the people on your platform are doing: who may leave, what revenue is at risk, who needs a call. Ask with a slash command, mention Vitals in a channel, or write to it here.';

/** The Home tab: what the app is, what it can be asked, where its figures come from, and what you may do. */
export function buildHomeView({ help, standing, source }: HomeContent): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('Vitals', limits.header) },
      { type: 'section', text: plain(introduction, limits.sectionText) },
      { type: 'divider' },
      ...examples(help),
      { type: 'divider' },
      {
        type: 'context',
        elements: [
          plain('What the buttons answer comes to you as a message from Vitals.', limits.field),
          plain(`Figures come from ${source}.`, limits.field),
          plain(`${rightsInWords(standing)} Nobody else sees what you ask here.`, limits.field),
        ],
      },
    ],
  };
}

/** Tables and charts are for messages only. @see https://docs.slack.dev/reference/block-kit/blocks */
function examples(help: Answer): HomeView['blocks'] {
  const { blocks } = buildMessage(help, 'asker');
  return blocks.filter((block) => block.type === 'section' || block.type === 'header' || block.type === 'actions');
}

function rightsInWords(standing: Standing): string {
  if (standing.role !== 'viewer') return `You are an ${standing.role}: you may look at everything and change values.`;
  return 'You are a viewer: you may look at everything, but not change values.';
}
