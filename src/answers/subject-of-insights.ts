import { type DatasetName, datasetOfId, datasets } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { nameName } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer } from './answer.ts';
import { type Found, findSubject } from './find-subject.ts';
import { nameOf } from './people.ts';
import type { Source } from './source.ts';
import { unfoundAnswer } from './unfound-answer.ts';

export type Sources = Readonly<Record<DatasetName, Source>>;

/** Somebody an insight is about. */
export interface Member {
  readonly id: string;
  /** The name, where the dataset has names and the record still has them; else the id. */
  readonly name: string;
  /** Undefined where the id is of no form that we know, and nobody has it any more. */
  readonly dataset: DatasetName | undefined;
  /** Undefined when there is no such record any more. */
  readonly item: AnyItem | undefined;
}

type AboutSomebody = IntentOfKind<'insights'> & { readonly subject: string };

/** Who an id or name in a question about insights means, or the answer that asks back. */
export async function subjectOfInsights(
  intent: AboutSomebody,
  sources: Sources,
): Promise<{ readonly member: Member } | { readonly answer: Answer }> {
  const { subject } = intent;
  const ofId = datasetOfId(subject.toLowerCase())?.name;
  const name = ofId ?? intent.dataset ?? nameableDataset();
  const { repository } = sources[name];
  const found: Found = await findSubject(sources[name], subject);
  if (found.outcome === 'one') return { member: memberOf(name, repository.dataset, found.id, found.item) };
  // What was noticed about somebody outlives their record.
  if (ofId !== undefined) {
    const id = subject.toLowerCase();
    return { member: unknownMember(id) };
  }
  return { answer: unfoundAnswer(intent, repository.dataset, found) };
}

/** The people of those ids, each once, as the record has them now. */
export async function membersById(ids: readonly string[], sources: Sources): Promise<ReadonlyMap<string, Member>> {
  const unique = [...new Set(ids)];
  const members = new Map(unique.map((id) => [id, unknownMember(id)]));
  for (const { name } of datasets) {
    const { repository } = sources[name];
    // A table of other ids than ours may be anybody's.
    const wanted = unique.filter(
      (id) => members.get(id)?.item === undefined && (datasetOfId(id)?.name ?? name) === name,
    );
    const items = await repository.findMany(wanted);
    for (const [at, id] of wanted.entries()) {
      const item = items[at];
      if (item !== undefined) members.set(id, memberOf(name, repository.dataset, id, item));
    }
  }
  return members;
}

const unknownMember = (id: string): Member => ({ id, name: id, dataset: datasetOfId(id)?.name, item: undefined });

function memberOf(name: DatasetName, dataset: Dataset, id: string, item: AnyItem): Member {
  return { id, name: nameOf(dataset, item, id), dataset: name, item };
}

/** A name that stands alone is looked for where members have names. */
function nameableDataset(): DatasetName {
  return (datasets.find((dataset: Dataset) => nameName(dataset) !== undefined) ?? datasets[0]).name;
}
