import { type Insight, insights, type PredictionType } from '../catalog/datasets/insights.ts';
import { valueLabel } from '../catalog/derive/attribute-names.ts';

/** "High churn risk". */
export function predictionLabel(type: PredictionType): string {
  return valueLabel(insights, 'prediction_type', type);
}

/** "2026-11-20 09:31", in UTC. */
export function minuteOf(time: string): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** Text on one line that is no longer than that, cut between words where it must be. */
export function shortened(text: string, longest: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest - 1);
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > longest / 2 ? end : undefined).replace(/[\s.,;:]+$/u, '')}…`;
}

/** As many whole sentences as that many letters hold, and the first one whole unless it is far longer. */
export function wholeSentences(text: string, longest: number): string {
  const [first = '', ...others] = text
    .replace(/\s+/gu, ' ')
    .trim()
    .split(/(?<=[.!?]) (?=[\p{Lu}\p{N}$"“])/u);
  let told = first;
  for (const sentence of others) {
    if (told.length + 1 + sentence.length > longest) break;
    told += ` ${sentence}`;
  }
  return shortened(told, longest * 2);
}

const gistLength = { enough: 44, longest: 50 } as const;

/** The beginning of an explanation that fits into a cell: as many clauses of its first sentence as are short together. */
export function gistOf({ explanation }: Pick<Insight, 'explanation'>): string {
  const [sentence = ''] = explanation.trim().split(/[.!?](?:\s|$)/u);
  const [first = '', ...clauses] = sentence.split(/(?=[,:;]\s)/u);
  let gist = first;
  for (const clause of clauses) {
    if (gist.length + clause.length > gistLength.enough) break;
    gist += clause;
  }
  return shortened(gist, gistLength.longest);
}

/** What happened, and what to do first. */
export function storyOf({ explanation, recommendations: [first] }: Insight): string {
  const next = first === undefined ? '' : `Next: ${wholeSentences(first, 140)}`;
  return [wholeSentences(explanation, 280), next].filter((part) => part !== '').join(' ');
}
