import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Dataset } from '../catalog/define-dataset.ts';
import { keyName } from '../catalog/derive/attribute-names.ts';
import { attributeSchema } from '../catalog/derive/item-schema.ts';
import { AppError } from '../errors/app-error.ts';
import type { RawItem } from './item-reader.ts';
import type { MetricChange } from './repository.ts';
import { translated, translateError } from './translate-error.ts';

interface Subject {
  readonly client: DynamoDBDocumentClient;
  readonly dataset: Dataset;
  readonly tableName: string;
  readonly id: string;
}

interface Target extends Subject {
  /** The item's whole key. */
  readonly key: Readonly<Record<string, unknown>>;
}

/** The decimal text in which a number is stored, by metric; undefined where there is no number. */
type StoredNumbers = ReadonlyMap<string, string | undefined>;

/**
 * Sets metrics of an item that exists and still holds what the person saw, and returns all that is stored then.
 *
 * Values that stay as they are must match too, but are not written; when all stay, nothing is.
 *
 * @throws {AppError} `repository.invalid` for changes that the catalogue does not allow
 * @throws {AppError} `repository.not_found` when there is no such item; none is made
 * @throws {AppError} `repository.conflict` with `{metric, expected, actual}` when a value changed meanwhile
 */
export async function updateMetrics(subject: Subject, changes: readonly MetricChange[]): Promise<RawItem> {
  requireValid(subject.dataset, changes);
  const target = { ...subject, key: await wholeKey(subject) };
  if (changes.every(({ from, to }) => from === to)) return requireUnchanged(target, changes);
  const first = await send(target, changes, new Map());
  if ('item' in first) return first.item;
  if (first.stored === undefined) throw notFound(target);
  // Another writer may have stored more digits than a JavaScript number holds: what the person saw is what
  // is there, yet it does not compare as equal. Ask again with the very digits.
  const conflict = conflictIn(target, changes, first.stored);
  if (conflict !== undefined) throw conflict;
  const second = await send(target, changes, first.stored);
  if ('item' in second) return second.item;
  if (second.stored === undefined) throw notFound(target);
  throw conflictIn(target, changes, second.stored) ?? new AppError('repository.conflict', 'a value keeps changing');
}

/** The request: a condition on the item's existence and on each value, and an assignment for each that differs. */
export function updateInput(
  { dataset, tableName, key }: Pick<Target, 'dataset' | 'tableName' | 'key'>,
  changes: readonly MetricChange[],
  stored: StoredNumbers,
): UpdateCommandInput {
  const exists = 'attribute_exists(#key)';
  const unchanged = changes.map((_, ordinal) => `#m${ordinal} = :from${ordinal}`);
  const assignments = changes.flatMap(({ from, to }, ordinal) => (from === to ? [] : [`#m${ordinal} = :to${ordinal}`]));
  const names = changes.map(({ metric }, ordinal) => [`#m${ordinal}`, metric]);
  const values = changes.flatMap(({ metric, from, to }, ordinal) => {
    const digits = stored.get(metric);
    const expected = [`:from${ordinal}`, digits === undefined ? from : NumberValue.from(digits)];
    return from === to ? [expected] : [expected, [`:to${ordinal}`, to]];
  });
  return {
    TableName: tableName,
    Key: key,
    UpdateExpression: `SET ${assignments.join(', ')}`,
    ConditionExpression: [exists, ...unchanged].join(' AND '),
    ExpressionAttributeNames: { '#key': keyName(dataset), ...Object.fromEntries(names) },
    ExpressionAttributeValues: Object.fromEntries(values),
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

type Outcome = { readonly item: RawItem } | { readonly stored: StoredNumbers | undefined };

async function send(target: Target, changes: readonly MetricChange[], stored: StoredNumbers): Promise<Outcome> {
  try {
    const { Attributes } = await target.client.send(new UpdateCommand(updateInput(target, changes, stored)));
    return { item: Attributes ?? {} };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw translateError(error, { tableName: target.tableName, operation: 'UpdateItem' });
    }
    const { Item: old } = error;
    if (old === undefined) return { stored: undefined };
    const found = new Map(changes.map(({ metric }) => [metric, old[metric]?.N]));
    // When the client had to ask twice, its first request may have been the one that changed the values.
    const isOurs =
      (error.$metadata.attempts ?? 1) > 1 && changes.every(({ metric, to }) => numberIn(found, metric) === to);
    return isOurs ? { item: await read(target) } : { stored: found };
  }
}

async function requireUnchanged(target: Target, changes: readonly MetricChange[]): Promise<RawItem> {
  const item = await read(target);
  const stored = new Map(
    changes.map(({ metric }) => [metric, typeof item[metric] === 'number' ? String(item[metric]) : undefined]),
  );
  const conflict = conflictIn(target, changes, stored);
  if (conflict !== undefined) throw conflict;
  return item;
}

async function read(target: Target): Promise<RawItem> {
  const { client, tableName, key } = target;
  const command = new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true });
  const { Item } = await translated({ tableName, operation: 'GetItem' }, () => client.send(command));
  if (Item === undefined) throw notFound(target);
  return Item;
}

/** An id names an item; where the table's key has a second part, that is looked up. */
async function wholeKey(subject: Subject): Promise<Target['key']> {
  const { client, dataset, tableName, id } = subject;
  const partitionKey = keyName(dataset);
  const { sortKey } = dataset.table;
  if (sortKey === undefined) return { [partitionKey]: id };
  const command = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: '#partition = :id',
    ExpressionAttributeNames: { '#partition': partitionKey, '#sort': sortKey },
    ExpressionAttributeValues: { ':id': id },
    ProjectionExpression: '#partition, #sort',
    ConsistentRead: true,
    Limit: 1,
  });
  const { Items: [key] = [] } = await translated({ tableName, operation: 'Query' }, () => client.send(command));
  if (key === undefined) throw notFound(subject);
  return key;
}

function requireValid(dataset: Dataset, changes: readonly MetricChange[]): void {
  const problems: string[] = [];
  if (changes.length === 0) problems.push('there is nothing to change');
  if (new Set(changes.map(({ metric }) => metric)).size < changes.length) problems.push('a metric is named twice');
  for (const { metric, from, to } of changes) {
    const attribute = Object.hasOwn(dataset.attributes, metric) ? dataset.attributes[metric] : undefined;
    if (attribute?.kind !== 'metric') problems.push(`${dataset.name} has no metric ${metric}`);
    else if (to !== from && !attributeSchema(attribute).safeParse(to).success)
      problems.push(`${metric} cannot be ${to}`);
    if (!Number.isFinite(from)) problems.push(`${metric} was no number before`);
  }
  if (problems.length > 0) throw new AppError('repository.invalid', problems.join('; '), { details: { problems } });
}

function conflictIn(
  { dataset, id }: Subject,
  changes: readonly MetricChange[],
  stored: StoredNumbers,
): AppError | undefined {
  const changed = changes.find(({ metric, from }) => numberIn(stored, metric) !== from);
  if (changed === undefined) return undefined;
  const { metric, from: expected } = changed;
  const details = { dataset: dataset.name, id, metric, expected, actual: numberIn(stored, metric) };
  return new AppError('repository.conflict', `${metric} of ${id} changed meanwhile`, { details });
}

function numberIn(stored: StoredNumbers, metric: string): number | undefined {
  const digits = stored.get(metric);
  return digits === undefined ? undefined : Number(digits);
}

function notFound({ dataset, id }: Subject): AppError {
  return new AppError('repository.not_found', `there is no ${dataset.noun.one} ${id}`, {
    details: { dataset: dataset.name, id },
  });
}
