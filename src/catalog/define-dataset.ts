/**
 * The vocabulary in which a dataset is declared. A dataset file holds facts only; everything that
 * can be worked out from them (schemas, tables, parsers, help, formats) lives in `derive/`.
 */

export type Unit = 'usd' | 'count' | 'days' | 'hours' | 'percent' | 'score';

/** How a metric's figures combine over people, and so the statistic that is shown when none is asked for. */
export type SummingRule = 'total' | 'average';

export type Direction = 'higher' | 'lower';

interface Described {
  /** What people see: sentence case, no trailing punctuation. */
  readonly label: string;
  /** What people type for it, besides its attribute name and label: lower case, singular. */
  readonly words: readonly string[];
}

/** One value of a segment, tier or feature list. */
export interface ValueDeclaration extends Described {}

export interface KeyAttribute extends Described {
  readonly kind: 'key';
  /** What every id starts with, one of these; what follows is free. The first is the one that examples use. */
  readonly prefixes: readonly [string, ...string[]];
  /** The id that examples use; the first prefix and 42 when left out. */
  readonly example?: string;
}

export interface NameAttribute extends Described {
  readonly kind: 'name';
}

/** An attribute about a private person: shown to the asker alone, never where a channel can see it. */
export interface PersonalAttribute extends Described {
  readonly kind: 'personal';
}

/** A closed set of values with an index of its own. */
export interface SegmentAttribute extends Described {
  readonly kind: 'segment';
  readonly index: string;
  /** The attribute by which its index is sorted; the key when left out. */
  readonly sortedBy?: string;
  /** In the order in which people read them (smallest, newest or weakest first). */
  readonly values: Readonly<Record<string, ValueDeclaration>>;
}

export interface MetricAttribute extends Described {
  readonly kind: 'metric';
  readonly unit: Unit;
  /** Lowest and highest valid value, both included, in the metric's unit. */
  readonly range: readonly [number, number];
  /** Whether values are whole numbers. */
  readonly whole: boolean;
  readonly better: Direction;
  readonly sum: SummingRule;
  /** What a bare "high" or "low" means: `high` is "at least", `low` is "at most". Absent: ask back. */
  readonly thresholds?: { readonly high?: number; readonly low?: number };
  /** The metrics that this one is worked out from where the data comes from; Vitals does not recompute it. */
  readonly follows?: readonly string[];
  /** Adjectives that name an end of this metric's scale ("slowest" is the highest response time). */
  readonly superlatives?: { readonly highest?: readonly string[]; readonly lowest?: readonly string[] };
  /**
   * What a member is called whose value lies beyond the threshold of that side ("at risk" is a high
   * churn risk), or above or below zero ("shrinking" is a falling growth rate).
   */
  readonly states?: { readonly [Side in 'high' | 'low' | 'rising' | 'falling']?: readonly string[] };
}

export interface TimeAttribute extends Described {
  readonly kind: 'time';
  /** Words that mean "this happened recently": "active" within n days. */
  readonly presence: readonly string[];
  /** Words that mean "this has not happened for long": "inactive" for n days. */
  readonly absence: readonly string[];
}

/** Free text, or one of the values that we know of; a table may hold others. */
export interface TextAttribute extends Described {
  readonly kind: 'text';
  readonly values: Readonly<Record<string, ValueDeclaration>>;
}

/** A list of texts, of which we know some; a table may hold others. */
export interface ListAttribute extends Described {
  readonly kind: 'list';
  readonly values: Readonly<Record<string, ValueDeclaration>>;
}

/** When DynamoDB may delete the item, in seconds since 1970. */
export interface ExpiryAttribute extends Described {
  readonly kind: 'expiry';
}

export type Attribute =
  | KeyAttribute
  | NameAttribute
  | PersonalAttribute
  | SegmentAttribute
  | MetricAttribute
  | TimeAttribute
  | TextAttribute
  | ListAttribute
  | ExpiryAttribute;

export interface TableDeclaration {
  readonly name: string;
  /** The environment variable that gives the table another name. */
  readonly nameVariable: string;
  /** The attribute that is the sort key, where the key attribute alone does not name an item. */
  readonly sortKey?: string;
  /** Indexes besides the one that each segment has. */
  readonly indexes?: readonly { readonly name: string; readonly partitionKey: string; readonly sortKey: string }[];
  /** Whether changes are told on a stream, with the item before and after. */
  readonly stream?: boolean;
}

export interface Dataset {
  readonly name: string;
  readonly label: string;
  /** One member, and several. */
  readonly noun: { readonly one: string; readonly many: string };
  /** The segment whose values are what a member is, so that one speaks of students and not of student entities. */
  readonly nounsBy?: string;
  /** Other nouns for the members, singular. */
  readonly words: readonly string[];
  readonly command: `/${string}`;
  readonly table: TableDeclaration;
  /** The metric that orders people when a question names none: whom to look at first. */
  readonly attention: string;
  /** The metrics that tell how a group is doing when a question names none. */
  readonly keyMetrics: readonly string[];
  /** By which segments a summary is broken down: the first that the question has not fixed. */
  readonly telling: readonly string[];
  /** The segment whose members a person is measured against. */
  readonly peers: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

type ValueOf<A> = A extends { kind: 'segment'; values: infer V }
  ? keyof V & string
  : A extends { kind: 'metric' | 'expiry' }
    ? number
    : A extends { kind: 'list' }
      ? readonly string[]
      : string;

/** The TypeScript type of one complete item of a dataset. */
export type ItemOf<D extends Dataset> = {
  readonly [K in keyof D['attributes']]: ValueOf<D['attributes'][K]>;
};

/** The names of a dataset's attributes of one kind. */
export type NamesOfKind<D extends Dataset, Kind extends Attribute['kind']> = {
  [K in keyof D['attributes']]: D['attributes'][K] extends { kind: Kind } ? K : never;
}[keyof D['attributes']] &
  string;

/** Checks a declaration's inner references, and keeps its literal types. */
export function defineDataset<const D extends Dataset>(dataset: D): D {
  const attributes = Object.entries(dataset.attributes);
  for (const [kind, least] of [
    ['key', 1],
    ['name', 0],
    ['expiry', 0],
  ] as const) {
    const { length } = attributes.filter(([, attribute]) => attribute.kind === kind);
    if (length < least || length > 1) throw new Error(`Dataset ${dataset.name} has ${length} ${kind} attributes`);
  }
  const references = [
    ...[dataset.attention, ...dataset.keyMetrics].map((name) => [name, 'metric'] as const),
    ...[dataset.peers, ...dataset.telling].map((name) => [name, 'segment'] as const),
    ...(dataset.nounsBy === undefined ? [] : [[dataset.nounsBy, 'segment'] as const]),
  ];
  for (const [name, kind] of references) {
    if (dataset.attributes[name]?.kind !== kind) throw new Error(`Dataset ${dataset.name} has no ${kind} ${name}`);
  }
  const keys = [dataset.table.sortKey, ...(dataset.table.indexes ?? []).flatMap((i) => [i.partitionKey, i.sortKey])];
  for (const name of [
    ...keys,
    ...attributes.map(([, each]) => (each.kind === 'segment' ? each.sortedBy : undefined)),
  ]) {
    if (name !== undefined && dataset.attributes[name] === undefined) {
      throw new Error(`Dataset ${dataset.name} has no ${name} to sort by`);
    }
  }
  for (const [name, attribute] of attributes) {
    if (attribute.kind === 'metric' && attribute.range[0] >= attribute.range[1]) {
      throw new Error(`Dataset ${dataset.name}: the range of ${name} is empty`);
    }
  }
  return dataset;
}
