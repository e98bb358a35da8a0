import type { Dataset } from '../catalog/define-dataset.ts';
import { analyticalColumns, type ColumnType } from '../catalog/derive/columns.ts';
import { AppError } from '../errors/app-error.ts';
import type { Filter } from '../intents/filter.ts';
import type { AnalyticsRequest } from './analytics.ts';

const typesByOperator: Readonly<Record<Filter['op'], ColumnType>> = {
  in: 'text',
  has: 'texts',
  since: 'time',
  before: 'time',
  withinDays: 'time',
  olderThanDays: 'time',
  '<': 'number',
  '<=': 'number',
  '>': 'number',
  '>=': 'number',
  '=': 'number',
};

/**
 * Sees to it that each field of a request is an attribute of the dataset of a kind that can be asked for like that,
 * so that one name means the same to every implementation.
 *
 * @throws {AppError} `input.invalid`
 */
export function checkRequest(dataset: Dataset, request: AnalyticsRequest): void {
  const types = new Map(analyticalColumns(dataset).map(({ name, type }) => [name, type]));
  const check = (name: string, wanted?: ColumnType): void => {
    const type = types.get(name);
    if (type === undefined || (wanted !== undefined && type !== wanted)) {
      const kind = wanted === undefined ? 'column' : `column of type ${wanted}`;
      throw new AppError('input.invalid', `${dataset.name} has no ${kind} ${name}`);
    }
  };
  for (const { field, op } of request.filters) check(field, typesByOperator[op]);
  for (const metric of request.metrics) check(metric, 'number');
  for (const segment of request.by ?? []) check(segment, 'text');
  if (request.rank === undefined) return;
  check(request.rank.metric, 'number');
  for (const name of request.rank.show) check(name);
}
