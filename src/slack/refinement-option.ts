import { AppError } from '../errors/app-error.ts';
import { type Statistic, statistics } from '../intents/intent.ts';
import type { Refinement } from '../intents/refine-intent.ts';

/** A refinement as a select's option: words without spaces in them, well below the limit of an option's value. */
export function encodeRefinement(refinement: Refinement): string {
  switch (refinement.kind) {
    case 'metric':
      return `metric ${refinement.metric}`;
    case 'statistic':
      return `statistic ${refinement.statistic}`;
    case 'segment':
      return `segment ${refinement.field} ${refinement.value}`;
    case 'everyone':
      return 'everyone';
  }
}

/**
 * The refinement of a chosen option. It comes back from the client: names are checked by the intent's schema.
 *
 * @throws {AppError} `input.invalid` when it is none of ours
 */
export function decodeRefinement(value: string | undefined): Refinement {
  const [kind, first = '', second = ''] = (value ?? '').split(' ');
  if (kind === 'metric' && first !== '') return { kind, metric: first };
  if (kind === 'statistic' && isStatistic(first)) return { kind, statistic: first };
  if (kind === 'segment' && first !== '' && second !== '') return { kind, field: first, value: second };
  if (kind === 'everyone') return { kind };
  throw new AppError('input.invalid', 'a select carried something that is no refinement');
}

function isStatistic(text: string): text is Statistic {
  return (statistics as readonly string[]).includes(text);
}

const carrier = /^refine (?<command>\/.+)$/u;
/** @see https://docs.slack.dev/reference/block-kit/blocks/actions-block for the limit of a block's id */
const blockIdLimit = 255;

/** The id of the block that refines an answer: it holds the command that asks for that answer. */
export function refineBlockId(command: string): string | undefined {
  const id = `refine ${command}`;
  return id.length <= blockIdLimit ? id : undefined;
}

/**
 * The slash command whose answer a block refines.
 *
 * @throws {AppError} `input.invalid` when the block is none of ours
 */
export function commandOfBlock(blockId: string | undefined): string {
  const command = carrier.exec(blockId ?? '')?.groups?.['command'];
  if (command === undefined) throw new AppError('input.invalid', 'a block refines no answer of ours');
  return command;
}
