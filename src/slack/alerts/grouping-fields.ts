import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { datasets } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { attributesOfKind } from '../../catalog/derive/attribute-names.ts';
import type { groupLabels, Route } from '../../insights/route.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import { durationOptions, formField, initially, option } from './form-elements.ts';
import { fieldAction } from './form-values.ts';

/** The fields that say how alerts are put together, by the ids of their blocks. */
export const groupingFields = {
  groupBy: 'group_by',
  groupWait: 'group_wait',
  groupInterval: 'group_interval',
} as const;

const minuteMs = 60_000;
const waits = [0, minuteMs / 2, minuteMs, 5 * minuteMs, 15 * minuteMs];
const intervals = [45_000, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs, 4 * 60 * minuteMs];

const labels: Readonly<Record<(typeof groupLabels)[number], string>> = {
  predictionType: 'Kind of alert',
  dataset: 'Whom it is about',
  owner: 'Who takes care of it',
};

type Grouping = Pick<Route, 'groupBy' | 'groupWaitMs' | 'groupIntervalMs'>;

/** Asks how alerts are put together; all of it may be left as it is. */
export function buildGroupingFields({ groupBy, groupWaitMs, groupIntervalMs }: Grouping): ModalView['blocks'] {
  const options = groupingOptions();
  return [
    { type: 'divider' },
    {
      type: 'context',
      elements: [plain('How alerts are put together. You can leave all of this as it is.', limits.field)],
    },
    formField(
      groupingFields.groupBy,
      'One message for each',
      {
        type: 'multi_static_select',
        action_id: fieldAction,
        placeholder: plain('All in one', limits.optionText),
        options,
        ...initially(options.filter(({ value = '' }) => groupBy.includes(value))),
      },
      { hint: 'Left empty, all that come at a time are put together.' },
    ),
    duration(groupingFields.groupWait, 'Wait with the first one', durationOptions(waits, groupWaitMs)),
    duration(
      groupingFields.groupInterval,
      'Put together what follows within',
      durationOptions(intervals, groupIntervalMs),
    ),
  ];
}

/** By what alerts may be put together: a segment that two datasets have is one. */
export function groupingOptions(): PlainTextOption[] {
  const segments = datasets.flatMap((dataset: Dataset) =>
    attributesOfKind(dataset, 'segment').map(([name, { label }]) =>
      option(`${dataset.label}: ${label}`, `segment:${name}`),
    ),
  );
  const all = [...Object.entries(labels).map(([name, label]) => option(label, name)), ...segments];
  return [...new Map(all.toReversed().map((each) => [each.value, each])).values()].toReversed();
}

function duration(name: string, label: string, offered: ReturnType<typeof durationOptions>): InputBlock {
  return formField(name, label, {
    type: 'static_select',
    action_id: fieldAction,
    placeholder: plain('As it is', limits.optionText),
    ...offered,
  });
}
