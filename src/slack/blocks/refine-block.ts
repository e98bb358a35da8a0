import type { ActionsBlock, PlainTextElement, PlainTextOption, StaticSelect } from '@slack/types';
import type { Answer } from '../../answers/answer.ts';
import { statisticFor } from '../../answers/figures.ts';
import { datasetNamed } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { attributesOfKind } from '../../catalog/derive/attribute-names.ts';
import { type Statistic, statistics } from '../../intents/intent.ts';
import { isRefinable, type RefinableIntent, type Refinement } from '../../intents/refine-intent.ts';
import { actionId } from '../action-ids.ts';
import { encodeRefinement, refineBlockId } from '../refinement-option.ts';
import { limits } from './limits.ts';
import { plain } from './text-objects.ts';

interface PlainGroup {
  label: PlainTextElement;
  options: PlainTextOption[];
}

const statisticNames: Readonly<Record<Statistic, string>> = {
  average: 'Average',
  median: 'Median',
  p90: '90th percentile',
  total: 'Total',
  min: 'Lowest',
  max: 'Highest',
};

/**
 * Selects for what was understood: figure, people, statistic. Choosing another re-runs the question.
 *
 * Nothing where there is nothing to refine, or where the question is too long for a block to carry.
 */
export function buildRefineBlock({ intent, understood }: Answer): ActionsBlock | undefined {
  if (!isRefinable(intent) || understood === undefined) return undefined;
  const blockId = refineBlockId(understood.command);
  if (blockId === undefined) return undefined;
  const dataset = datasetNamed(intent.dataset);
  const statistic = statisticSelect(dataset, intent);
  return {
    type: 'actions',
    block_id: blockId,
    elements: [
      metricSelect(dataset, intent),
      segmentSelect(dataset, intent),
      ...(statistic === undefined ? [] : [statistic]),
    ],
  };
}

function metricSelect(dataset: Dataset, intent: RefinableIntent): StaticSelect {
  const current = intent.kind === 'ranking' ? [intent.metric] : intent.metrics;
  const options = attributesOfKind(dataset, 'metric').map(([metric, { label }]) =>
    option(label, { kind: 'metric', metric }),
  );
  const chosen = current.length === 1 ? options.find(({ value }) => value === `metric ${current[0]}`) : undefined;
  return select(0, 'Figure', { options }, chosen);
}

function segmentSelect(dataset: Dataset, intent: RefinableIntent): StaticSelect {
  const everyone = option(`All ${dataset.noun.many}`, { kind: 'everyone' });
  const groups: PlainGroup[] = attributesOfKind(dataset, 'segment').map(([field, { label, values }]) => ({
    label: plain(label, limits.optionText),
    options: Object.entries(values).map(([value, declared]) =>
      option(declared.label, { kind: 'segment', field, value }),
    ),
  }));
  const wanted = intent.filters.filter(({ op }) => op === 'in');
  const [only] = wanted;
  const current = wanted.length === 1 && only?.op === 'in' && only.values.length === 1 ? only : undefined;
  const chosen =
    wanted.length === 0
      ? everyone
      : groups
          .flatMap(({ options }) => options)
          .find(({ value }) => value === `segment ${current?.field} ${current?.values[0]}`);
  const all: PlainGroup = { label: plain('Everyone', limits.optionText), options: [everyone] };
  return select(1, 'People', { option_groups: [all, ...groups] }, chosen);
}

/** A list has no statistic, and neither has a mere count. */
function statisticSelect(dataset: Dataset, intent: RefinableIntent): StaticSelect | undefined {
  if (intent.kind === 'ranking') return undefined;
  const [metric] = intent.metrics;
  if (metric === undefined) return undefined;
  const options = statistics.map((statistic) => option(statisticNames[statistic], { kind: 'statistic', statistic }));
  const current = statisticFor(dataset, metric, intent.statistic);
  return select(
    2,
    'Statistic',
    { options },
    options.find(({ value }) => value === `statistic ${current}`),
  );
}

function option(label: string, refinement: Refinement): PlainTextOption {
  return { text: plain(label, limits.optionText), value: encodeRefinement(refinement) };
}

function select(
  ordinal: number,
  placeholder: string,
  choices: { options: PlainTextOption[] } | { option_groups: PlainGroup[] },
  initial: PlainTextOption | undefined,
): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId('refine', ordinal),
    placeholder: plain(placeholder, limits.optionText),
    ...choices,
    ...(initial !== undefined && { initial_option: initial }),
  };
}
