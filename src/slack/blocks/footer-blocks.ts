import type { ContextBlock } from '@slack/types';
import type { Answer, Provenance } from '../../answers/answer.ts';
import { formatValue } from '../../catalog/derive/format.ts';
import { limits } from './limits.ts';
import { plain } from './text-objects.ts';

/** The small print: the command that means the same, and where the numbers come from. */
export function buildFooter(answer: Answer): ContextBlock[] {
  const elements = footerLines(answer).map((line) => plain(line, limits.field));
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

/** The small print, a line each, as blocks and text both show it. */
export function footerLines({ understood, provenance }: Answer): string[] {
  return [
    ...(understood === undefined ? [] : [`Same as ${understood.command}`]),
    ...(provenance === undefined ? [] : [provenanceWords(provenance)]),
  ];
}

function provenanceWords({ source, itemsRead, readUnits, tookMs, asOf }: Provenance): string {
  const read = `${formatValue(itemsRead, 'count')} items from ${source}`;
  const cost = readUnits === undefined ? [] : [`${formatValue(readUnits, 'count')} read units`];
  const moment = `${asOf.slice(0, 10)} ${asOf.slice(11, 16)} UTC`;
  return [read, ...cost, `${Math.max(1, Math.round(tookMs))} ms`, `as of ${moment}`].join(' · ');
}
