import type { ContextBlock } from '@slack/types';
import type { Answer, Provenance } from '../../answers/answer.ts';
import { formatValue } from '../../catalog/derive/format.ts';
import { limits } from './limits.ts';
import { plain } from './text-objects.ts';

/** The small print: the command that means the same, and where the numbers come from. */
export function buildFooter(answer: Answer, notice?: string): ContextBlock[] {
  const elements = footerLines(answer, notice).map((line) => plain(line, limits.field));
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

/**
 * The small print, a line each, as blocks and text both show it.
 *
 * @param notice a sentence about how the question was read
 */
export function footerLines({ kind, title, understood, provenance }: Answer, notice?: string): string[] {
  return [
    ...(notice === undefined ? [] : [notice]),
    ...(understood === undefined || understood.words === title || kind === 'help'
      ? []
      : [`Understood as: ${understood.words}`]),
    ...(understood === undefined ? [] : [`Same as ${understood.command}`]),
    ...(provenance === undefined ? [] : [provenanceWords(provenance)]),
  ];
}

function provenanceWords({ source, itemsRead, readUnits, tookMs, asOf }: Provenance): string {
  const read = `${formatValue(itemsRead, 'count')} ${itemsRead === 1 ? 'item' : 'items'} from ${source}`;
  const cost = readUnits === undefined ? [] : [`${formatValue(readUnits, 'count')} read units`];
  const moment = `${asOf.slice(0, 10)} ${asOf.slice(11, 16)} UTC`;
  return [read, ...cost, `${Math.max(1, Math.round(tookMs))} ms`, `as of ${moment}`].join(' · ');
}
