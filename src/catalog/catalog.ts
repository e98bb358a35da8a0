import { agents } from './datasets/agents.ts';
import type { Dataset } from './define-dataset.ts';

/** Every dataset that the product knows, in the order in which they are named to people. */
export const datasets = [agents] as const satisfies readonly Dataset[];

export type DatasetName = (typeof datasets)[number]['name'];

/** The dataset of that name; names come from validated intents, so an unknown one is a fault of ours. */
export function datasetNamed(name: string): Dataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found === undefined) throw new Error(`No dataset is named ${name}`);
  return found;
}
