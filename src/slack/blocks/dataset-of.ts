import { type DatasetName, datasetOfId } from '../../catalog/catalog.ts';
import type { Intent } from '../../intents/intent.ts';

/** The dataset of somebody whom an answer names: that of the question, or else the one that the id belongs to. */
export function datasetOf(id: string, intent: Intent): DatasetName | undefined {
  return ('dataset' in intent ? intent.dataset : undefined) ?? datasetOfId(id)?.name;
}
