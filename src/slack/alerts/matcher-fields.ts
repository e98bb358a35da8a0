import type { InputBlock } from '@slack/types';
import { predictionLabel } from '../../answers/insight-words.ts';
import { datasets } from '../../catalog/catalog.ts';
import { predictionTypes } from '../../catalog/datasets/insights.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { attributesOfKind } from '../../catalog/derive/attribute-names.ts';
import type { Matchers } from '../../insights/route.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import { formField, initially, option } from './form-elements.ts';
import { fieldAction } from './form-values.ts';

/** The fields that say which alerts are meant, by the ids of their blocks. */
export const matcherFields = {
  kinds: 'kinds',
  dataset: 'dataset',
  segments: 'segments',
  risk: 'risk',
  owner: 'owner',
} as const;

/** Asks which alerts are meant; what is left empty means all of them. */
export function buildMatcherFields(matchers: Matchers): InputBlock[] {
  return [kindsField(matchers), datasetField(matchers), segmentsField(matchers), riskField(matchers)];
}

/** Asks whose alerts are meant. */
export function buildOwnerField({ owner }: Matchers): InputBlock {
  return formField(matcherFields.owner, 'Only alerts that this person takes care of', {
    type: 'users_select',
    action_id: fieldAction,
    ...placeholder('Anybody, or nobody yet'),
    ...(owner !== undefined && { initial_user: owner }),
  });
}

function kindsField(matchers: Matchers): InputBlock {
  const kinds = predictionTypes.map((type) => option(predictionLabel(type), type));
  const chosen = kinds.filter(({ value }) => matchers.predictionTypes?.some((type) => type === value));
  return formField(matcherFields.kinds, 'Kinds of alert', {
    type: 'multi_static_select',
    action_id: fieldAction,
    ...placeholder('Every kind'),
    options: kinds,
    ...initially(chosen),
  });
}

function datasetField(matchers: Matchers): InputBlock {
  const sets = datasets.map(({ name, label }) => option(label, name));
  const chosen = sets.find(({ value }) => value === matchers.dataset);
  return formField(matcherFields.dataset, 'About', {
    type: 'static_select',
    action_id: fieldAction,
    ...placeholder('Everyone'),
    options: sets,
    ...(chosen !== undefined && { initial_option: chosen }),
  });
}

function segmentsField(matchers: Matchers): InputBlock {
  const groups = datasets.flatMap((dataset: Dataset) =>
    attributesOfKind(dataset, 'segment').map(([segment, { label, values }]) => ({
      label: plain(`${dataset.label}: ${label}`, limits.optionText),
      options: Object.entries(values).map(([value, declared]) =>
        option(declared.label, segmentOption(dataset.name, segment, value)),
      ),
    })),
  );
  const chosen = groups.flatMap(({ options }) => options).filter(({ value = '' }) => isChosen(matchers, value));
  return formField(matcherFields.segments, 'Only these segments', {
    type: 'multi_static_select',
    action_id: fieldAction,
    ...placeholder('All'),
    option_groups: groups,
    ...initially(chosen),
  });
}

function riskField({ aboveRisk }: Matchers): InputBlock {
  return formField(matcherFields.risk, 'Risk score above', {
    type: 'number_input',
    action_id: fieldAction,
    is_decimal_allowed: true,
    min_value: '0',
    max_value: '100',
    ...(aboveRisk !== undefined && { initial_value: String(aboveRisk) }),
  });
}

/** A segment's value as an option: `agents experienceLevel rookie`. */
function segmentOption(dataset: string, segment: string, value: string): string {
  return `${dataset} ${segment} ${value}`;
}

function isChosen({ dataset, segments = {} }: Matchers, optionValue: string): boolean {
  return Object.entries(segments).some(([segment, values]) =>
    values.some((value) => segmentOption(dataset ?? '', segment, value) === optionValue),
  );
}

function placeholder(text: string) {
  return { placeholder: plain(text, limits.optionText) };
}
