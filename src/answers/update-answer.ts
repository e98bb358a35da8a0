import type { Dataset } from '../catalog/define-dataset.ts';
import { attributesOfKind, metricNamed } from '../catalog/derive/attribute-names.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer, ProposedChange } from './answer.ts';
import { inSentence } from './figures.ts';
import { findSubject } from './find-subject.ts';
import { nameOf } from './people.ts';
import { blankAnswer, type Source } from './source.ts';
import { unfoundAnswer } from './unfound-answer.ts';

/** A change as it would be, old beside new. Nothing is written: that takes a person's yes. */
export async function updateAnswer(intent: IntentOfKind<'update'>, source: Source): Promise<Answer> {
  const { dataset } = source.repository;
  const found = await findSubject(source, intent.subject);
  if (found.outcome !== 'one') return unfoundAnswer(intent, dataset, found);
  const { id, item } = found;
  const name = nameOf(dataset, item, id);
  const changes = intent.changes.flatMap(({ metric, value }): ProposedChange[] => {
    const from = item[metric];
    const { label, unit } = metricNamed(dataset, metric);
    return typeof from === 'number' && from !== value ? [{ metric, label, unit, from, to: value }] : [];
  });
  const notes = intent.changes.flatMap(({ metric, value }) => {
    const label = inSentence(metricNamed(dataset, metric).label);
    if (item[metric] === value) return [`The ${label} of ${name} is ${value} already.`];
    return typeof item[metric] === 'number' ? [] : [`${name} has no readable ${label} to change.`];
  });
  const blank = { ...blankAnswer(intent, changes.length > 0 ? `Change ${name}?` : 'Nothing to change'), notes };
  return changes.length > 0
    ? { ...blank, proposal: { id, name, changes, caveats: staleSentences(dataset, changes) } }
    : blank;
}

/** Figures that are worked out from a changed one keep their value until their source brings a new one. */
function staleSentences(dataset: Dataset, changes: readonly ProposedChange[]): string[] {
  const changed = new Set(changes.map(({ metric }) => metric));
  const stale = attributesOfKind(dataset, 'metric')
    .filter(([name, { follows = [] }]) => !changed.has(name) && follows.some((source) => changed.has(source)))
    .map(([, { label }]) => label);
  return stale.length === 0 ? [] : [`Not recomputed from it: ${stale.join(', ')}.`];
}
