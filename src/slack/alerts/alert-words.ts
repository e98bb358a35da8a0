import { reasonMetric, valueWords } from '../../answers/reason-words.ts';
import { datasetNamed } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { valueLabel } from '../../catalog/derive/attribute-names.ts';
import type { Alert } from '../../insights/alert.ts';
import type { AlertFacts } from '../../insights/alert-facts.ts';
import { onOneLine } from '../blocks/on-one-line.ts';

/** What the alert's number is of: `Churn risk`. */
export function headlineLabel({ facts, now }: Alert): string {
  return reasonMetric(facts.dataset, now.headline).label;
}

/** The alert's number as it is now and how it moved: `82, +17 in 7 days, worse`. */
export function headlineWords({ facts, now }: Alert): string {
  return valueWords(facts.dataset, now.headline);
}

/** Name and id as people tell members apart, on one line: `Maria Price (agent-42)`; the id alone where it is the name. */
export function whoWords({ name, entityId }: AlertFacts): string {
  return onOneLine(name === entityId ? entityId : `${name} (${entityId})`);
}

/** The segments that say most about the member, on one line: `Low engagement · Rookie · Luxury`. */
export function traitsWords({ dataset: datasetName, segments }: AlertFacts): string {
  const dataset: Dataset = datasetNamed(datasetName);
  const labels = [...new Set([...dataset.telling, dataset.peers])].flatMap((name) =>
    segments[name] === undefined ? [] : [valueLabel(dataset, name, segments[name])],
  );
  return onOneLine(labels.join(' · '));
}
