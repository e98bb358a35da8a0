import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Attribute, Dataset } from '../../../src/catalog/define-dataset.ts';
import { attributesOfKind, idPrefixes, keyName, keyNames } from '../../../src/catalog/derive/attribute-names.ts';

type Values = Readonly<Record<string, unknown>>;

/** Changes members of one table at random, in every way that a table's writers may. */
export interface RandomChanges {
  /** What nobody has yet, whole and valid. */
  newcomer(): Values;
  /** Makes one change. */
  change(): Promise<void>;
}

type Kind = 'measure' | 'move' | 'create' | 'delete' | 'revive' | 'spoil';

const weights: Readonly<Record<Kind, number>> = {
  measure: 45,
  move: 15,
  create: 12,
  delete: 12,
  revive: 8,
  spoil: 8,
};

export function createRandomChanges(client: () => DynamoDBDocumentClient, dataset: Dataset): RandomChanges {
  const TableName = dataset.table.name;
  const key = keyName(dataset);
  const metrics = attributesOfKind(dataset, 'metric').map(([name]) => name);
  const keyParts = new Set(keyNames(dataset));
  const segments = attributesOfKind(dataset, 'segment').flatMap(([name]) => (keyParts.has(name) ? [] : [name]));
  const living = new Map<string, Values>();
  const dead = new Map<string, Values>();
  let born = 0;

  /** A member of that key, like no other. */
  const newborn = (keys: Values): Values => ({ ...randomItem(dataset), ...keys });
  const create = (more: Values = {}): Values => {
    born += 1;
    const item = newborn({ ...more, [key]: `${chosen(idPrefixes(dataset))}${String(born).padStart(6, '0')}` });
    living.set(String(item[key]), Object.fromEntries(keyNames(dataset).map((name) => [name, item[name]])));
    return item;
  };
  const put = (item: Values): Promise<unknown> => client().send(new PutCommand({ TableName, Item: item }));
  /** Somebody who is deleted at the same moment does not come back by it. */
  const set = async (names: readonly string[], valueFor: (attribute: Attribute) => unknown): Promise<void> => {
    const Key = chosen([...living.values()]);
    if (Key === undefined || names.length === 0) return;
    const values = names.map((name) => [name, valueFor(attributeNamed(dataset, name))] as const);
    await client()
      .send(new UpdateCommand({ TableName, Key, ...assignment(key, values) }))
      .catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
  };

  const makers: Readonly<Record<Kind, () => Promise<unknown>>> = {
    measure: () => set(some(metrics, 3), randomValue),
    move: () => set(some(segments, 2), randomValue),
    create: () => put(create(foreignKey(dataset))),
    async delete() {
      const [id, Key] = chosen([...living]) ?? [];
      if (id === undefined || Key === undefined) return;
      living.delete(id);
      dead.set(id, Key);
      await client().send(new DeleteCommand({ TableName, Key }));
    },
    async revive() {
      const [id, Key] = chosen([...dead]) ?? [];
      if (id === undefined || Key === undefined) return;
      dead.delete(id);
      living.set(id, Key);
      await put(newborn(Key));
    },
    spoil: () => {
      const indexed = indexedNames(dataset);
      const names = Object.entries(dataset.attributes).flatMap(([name, { kind }]) =>
        kind === 'segment' || indexed.has(name) ? [] : [name],
      );
      // What an index is made of has to be of its type; a text will do where that is one.
      return Math.random() < 0.3
        ? set(some(segments, 1), () => 'of a kind that nobody declared')
        : set(some(names, 2), () => chosen(foreignValues));
    },
  };

  return {
    newcomer: () => create(),
    async change() {
      await makers[drawn(weights)]();
    },
  };
}

/** What other writers may put anywhere. `undefined` takes the attribute away. */
const foreignValues: readonly unknown[] = [
  undefined,
  null,
  'twelve',
  '',
  '12',
  -1,
  1e9,
  12.000_000_1,
  true,
  ['a', 'b'],
  new Set(['b', 'a']),
  { of: 'no use' },
  '2026-01-31T10:00:00',
  '2026-02-30',
  'Zoë Núñez-O’Brien 李',
];

function assignment(
  key: string,
  values: readonly (readonly [string, unknown])[],
): Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key'> {
  const kept = values.filter(([, value]) => value !== undefined);
  const gone = values.filter(([, value]) => value === undefined);
  const placed = (name: string): string => `#${values.findIndex(([each]) => each === name)}`;
  const parts = [
    ...(kept.length === 0 ? [] : [`SET ${kept.map(([name], at) => `${placed(name)} = :${at}`).join(', ')}`]),
    ...(gone.length === 0 ? [] : [`REMOVE ${gone.map(([name]) => placed(name)).join(', ')}`]),
  ];
  return {
    UpdateExpression: parts.join(' '),
    ConditionExpression: 'attribute_exists(#key)',
    ExpressionAttributeNames: { '#key': key, ...Object.fromEntries(values.map(([name]) => [placed(name), name])) },
    ...(kept.length === 0
      ? {}
      : { ExpressionAttributeValues: Object.fromEntries(kept.map(([, value], at) => [`:${at}`, value])) }),
  };
}

function randomItem(dataset: Dataset): Values {
  return Object.fromEntries(
    Object.entries(dataset.attributes).flatMap(([name, attribute]) =>
      attribute.kind === 'key' ? [] : [[name, randomValue(attribute)]],
    ),
  );
}

/** Where a part of the key is a segment, another writer may use a value that nobody declared. */
function foreignKey({ table: { sortKey } }: Dataset): Values {
  return sortKey === undefined || Math.random() >= 0.05 ? {} : { [sortKey]: 'of a foreign kind' };
}

function randomValue(attribute: Attribute): unknown {
  switch (attribute.kind) {
    case 'key':
    case 'name':
    case 'personal':
      return `${chosen(['Ada', 'Bo', 'Çelik', 'Dana'])} ${chosen(['Whitfield', 'O’Neill', 'Świętek'])} ${below(1e6)}`;
    case 'segment':
    case 'text':
      return chosen(Object.keys(attribute.values)) ?? 'free text';
    case 'metric': {
      const [lowest, highest] = attribute.range;
      const value = lowest + Math.random() * (highest - lowest);
      return attribute.whole ? Math.round(value) : value;
    }
    case 'time':
      return new Date(Date.parse('2026-01-01') + below(1e10)).toISOString();
    case 'list':
      return some(Object.keys(attribute.values), 3);
    case 'expiry':
      return 1_900_000_000 + below(1e6);
  }
}

function indexedNames(dataset: Dataset): ReadonlySet<string | undefined> {
  const sorted = attributesOfKind(dataset, 'segment').map(([, { sortedBy }]) => sortedBy);
  const others = (dataset.table.indexes ?? []).flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  return new Set([...keyNames(dataset), ...sorted, ...others]);
}

function attributeNamed(dataset: Dataset, name: string): Attribute {
  const attribute = dataset.attributes[name];
  if (attribute === undefined) throw new Error(`${dataset.name} has no ${name}`);
  return attribute;
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

function chosen<Item>(items: readonly [Item, ...Item[]]): Item;
function chosen<Item>(items: readonly Item[]): Item | undefined;
function chosen<Item>(items: readonly Item[]): Item | undefined {
  return items[below(items.length)];
}

/** One to `most` of them, each once. */
function some<Item>(items: readonly Item[], most: number): readonly Item[] {
  const rest = [...items];
  return Array.from({ length: Math.min(rest.length, 1 + below(most)) }, () =>
    rest.splice(below(rest.length), 1),
  ).flat();
}

function drawn(shares: Readonly<Record<Kind, number>>): Kind {
  const entries = Object.entries(shares) as [Kind, number][];
  let left = Math.random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of entries) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'measure';
}
