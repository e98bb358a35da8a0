import type { DatasetName } from '../catalog/catalog.ts';
import type { IntentOfKind, UnclearReason } from '../intents/intent.ts';
import type { Answer, NextStep } from './answer.ts';
import { findSubject } from './find-subject.ts';
import { choiceLabel, nameOf } from './people.ts';
import { blankAnswer, type Source, stepTo } from './source.ts';

const titles: Readonly<Record<UnclearReason, string>> = {
  notUnderstood: 'I did not understand that',
  ambiguous: 'That can mean more than one thing',
  incomplete: 'I need one thing more',
  contradictory: 'Nobody can fit all of that',
  outOfRange: 'That value cannot be',
  outOfScope: 'That is beyond what I can do',
  destructive: 'That is something I never do',
};

/** Where people can be looked up by name. */
export interface Register {
  readonly dataset: DatasetName;
  readonly source: Source;
}

/** A word that could be somebody's name. */
const nameLike = /^\p{L}[\p{L}'’.-]{2,}$/u;

/**
 * Asks back: what stood in the way, and the nearest readings to choose from.
 *
 * @param registers where a word that means nothing else is looked up as a first or last name
 */
export async function unclearAnswer(
  intent: IntentOfKind<'unclear'>,
  registers: readonly Register[] = [],
): Promise<Answer> {
  const people = (await Promise.all(registers.map((register) => peopleCalled(register, intent)))).flat();
  const steps = [...people, ...intent.suggestions.map(stepTo)];
  const hint = steps.length > 0 ? 'Did you mean:' : 'Type "help" to see what you can ask.';
  return {
    ...blankAnswer(intent, titles[intent.reason]),
    notes: [...detailNote(intent), hint],
    steps,
  };
}

/** What was not understood is quoted; any other detail is a sentence or says enough by itself. */
function detailNote({ reason, detail }: IntentOfKind<'unclear'>): string[] {
  if (!tellsSomething(detail)) return [];
  return [reason === 'notUnderstood' ? `I do not know what "${detail}" means here.` : detail];
}

/** A detail without a letter or digit is a scrap of what was typed, and puzzles more than it tells. */
function tellsSomething(detail: string | undefined): detail is string {
  return detail !== undefined && /[\p{L}\p{N}]/u.test(detail);
}

async function peopleCalled(
  { dataset: datasetName, source }: Register,
  { reason, detail }: IntentOfKind<'unclear'>,
): Promise<NextStep[]> {
  if (reason !== 'notUnderstood' || detail === undefined || !nameLike.test(detail)) return [];
  const found = await findSubject(source, detail);
  if (found.outcome === 'none') return [];
  const { dataset } = source.repository;
  const people =
    found.outcome === 'several' ? found.candidates : [{ id: found.id, name: nameOf(dataset, found.item, found.id) }];
  return people.map((candidate) => ({
    label: choiceLabel(candidate),
    intent: { kind: 'profile', dataset: datasetName, subject: candidate.id },
  }));
}
