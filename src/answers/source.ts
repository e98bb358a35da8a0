import type { Analytics, ReadCost, StandInReason } from '../analytics/analytics.ts';
import { formatValue } from '../catalog/derive/format.ts';
import { describeIntent } from '../intents/describe-intent.ts';
import type { ClearIntent, Intent } from '../intents/intent.ts';
import type { Repository } from '../storage/repository.ts';
import type { Answer, Provenance } from './answer.ts';

/** Where the answers about one dataset come from. */
export interface Source {
  readonly repository: Repository;
  readonly analytics: Analytics;
}

/** The parts that every answer starts from: what was understood, and nothing said yet. */
export function blankAnswer(intent: Intent, title?: string): Answer {
  const understood = intent.kind === 'unclear' ? undefined : describeIntent(intent);
  return {
    kind: intent.kind,
    intent,
    title: title ?? understood?.words ?? '',
    ...(understood !== undefined && { understood }),
    headline: [],
    facts: [],
    notes: [],
    people: undefined,
    steps: [],
  };
}

/** What a step's button says and does, when the words of its intent say it best. */
export function stepTo(intent: ClearIntent): Answer['steps'][number] {
  return { label: describeIntent(intent).words, intent };
}

export function provenanceOf({ standIn: _standIn, ...cost }: ReadCost): Provenance {
  return cost;
}

const standInWords: Readonly<Record<StandInReason, string>> = {
  filling: 'The fast copy of the data is still being filled',
  behind: 'The fast copy of the data is behind',
  unavailable: 'The fast copy of the data cannot be used just now',
};

/** What to know about the data that was read before trusting the figures. */
export function dataNotes({ unreadable, standIn }: ReadCost): string[] {
  return [
    ...unreadableNote(unreadable),
    ...(standIn === undefined ? [] : [`${standInWords[standIn]}: these figures were read from the record itself.`]),
  ];
}

function unreadableNote(count: number): string[] {
  if (count === 0) return [];
  const [records, hold] = count === 1 ? ['record holds', 'It was'] : ['records hold', 'They were'];
  return [
    `${formatValue(count, 'count')} ${records} values outside the catalogue. ${hold} left out of the figures concerned.`,
  ];
}
