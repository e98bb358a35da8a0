import { agents } from './datasets/agents.ts';
import { entities } from './datasets/entities.ts';
import { insights } from './datasets/insights.ts';
import type { Dataset } from './define-dataset.ts';
import { idPrefixes } from './derive/attribute-names.ts';

/** Every dataset whose members' figures can be asked about, in the order in which they are named to people. */
export const datasets = [agents, entities] as const satisfies readonly Dataset[];

export type DatasetName = (typeof datasets)[number]['name'];

/** Every dataset that has a table: those of `datasets`, and what was noticed about their members. */
export const storedDatasets = [...datasets, insights] as const satisfies readonly Dataset[];

/** The dataset of that name; names come from validated intents, so an unknown one is a fault of ours. */
export function datasetNamed(name: string): Dataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found === undefined) throw new Error(`No dataset is named ${name}`);
  return found;
}

/** The dataset to which an id belongs by its prefix: `stu_4532` is an entity. Undefined where none has that prefix. */
export function datasetOfId(id: string): (typeof datasets)[number] | undefined {
  return datasets.find((dataset: Dataset) => idPrefixes(dataset).some((prefix) => id.startsWith(prefix)));
}
