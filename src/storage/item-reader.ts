import type { Attribute, Dataset } from '../catalog/define-dataset.ts';
import type { AnyItem, ItemValue } from '../catalog/derive/item-schema.ts';

export interface ReadItem {
  readonly item: AnyItem;
  /** Whether every attribute that was asked for is there and allowed by the catalogue. */
  readonly complete: boolean;
}

/** What the document client returns for one item. */
export type RawItem = Readonly<Record<string, unknown>>;

/**
 * A reader that takes from stored items what the catalogue understands, and leaves out the rest.
 *
 * Tables that others write hold surprises: segment values that are new, numbers out of range or written as
 * text, attributes that are missing. One such value spoils no figure but its own. It never throws.
 *
 * What differs in form only is taken: sets as lists, fractions where we write whole numbers, and times
 * without a zone as UTC.
 */
export function createItemReader(dataset: Dataset, attributes: readonly string[]): (raw: RawItem) => ReadItem {
  const readers = attributes.flatMap((name) => {
    const attribute = dataset.attributes[name];
    return attribute === undefined ? [] : [[name, valueReader(attribute)] as const];
  });
  return (raw) => {
    const item: Record<string, ItemValue> = {};
    let complete = true;
    for (const [name, read] of readers) {
      const value = read(raw[name]);
      if (value === undefined) complete = false;
      else item[name] = value;
    }
    return { item, complete };
  };
}

type ValueReader = (value: unknown) => ItemValue | undefined;

function valueReader(attribute: Attribute): ValueReader {
  switch (attribute.kind) {
    case 'key':
    case 'name':
    case 'text':
      return readText;
    case 'personal':
      return (value) => (typeof value === 'string' ? value : undefined);
    case 'segment':
      return (value) => (typeof value === 'string' && Object.hasOwn(attribute.values, value) ? value : undefined);
    case 'metric': {
      const [lowest, highest] = attribute.range;
      // NaN fails both comparisons.
      return (value) => (typeof value === 'number' && value >= lowest && value <= highest ? value : undefined);
    }
    case 'expiry':
      return (value) => (typeof value === 'number' && value >= 0 ? value : undefined);
    case 'time':
      return readTime;
    case 'list':
      return readList;
  }
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const timeForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/;

function readTime(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const zoned = timeForm.exec(value);
  const text = zoned === null || zoned[2] !== undefined ? value : `${value}Z`;
  return (zoned !== null || dateForm.test(value)) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function readList(value: unknown): readonly string[] | undefined {
  const members = value instanceof Set ? [...value] : value;
  if (!Array.isArray(members)) return undefined;
  return members.every((member) => typeof member === 'string' && member !== '') ? members : undefined;
}
