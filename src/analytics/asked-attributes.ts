import type { Dataset } from '../catalog/define-dataset.ts';
import { keyNames } from '../catalog/derive/attribute-names.ts';
import type { AnalyticsRequest } from './analytics.ts';

/** The attributes that the figures of a request depend on: an item that lacks one of them spoils some figure. */
export function askedAttributes(dataset: Dataset, request: AnalyticsRequest): readonly string[] {
  return [
    ...new Set([
      ...keyNames(dataset),
      ...request.metrics,
      ...request.filters.map((filter) => filter.field),
      ...(request.by ?? []),
      ...(request.rank === undefined ? [] : [request.rank.metric]),
    ]),
  ];
}
