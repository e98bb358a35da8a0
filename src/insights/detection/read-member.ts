import { type DatasetName, datasetNamed } from '../../catalog/catalog.ts';
import { keyName, nameName, namesOfKind } from '../../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { createItemReader, type RawItem } from '../../storage/item-reader.ts';
import { detectionAttributes } from '../rules/watched.ts';

const readers = new Map<DatasetName, (raw: RawItem) => AnyItem>();

/** What detection reads of a stored item: what the catalogue does not allow is left out. */
export function readMember(dataset: DatasetName, raw: RawItem): AnyItem {
  let reader = readers.get(dataset);
  if (reader === undefined) {
    const read = createItemReader(datasetNamed(dataset), detectionAttributes(dataset));
    reader = (item) => read(item).item;
    readers.set(dataset, reader);
  }
  return reader(raw);
}

/** A member's id; undefined where the key is none that the catalogue allows. */
export function idOf(dataset: DatasetName, item: RawItem): string | undefined {
  const id = item[keyName(datasetNamed(dataset))];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** A member's name where the dataset has names; else the id. */
export function nameOf(dataset: DatasetName, item: AnyItem, entityId: string): string {
  const attribute = nameName(datasetNamed(dataset));
  const name = attribute === undefined ? undefined : item[attribute];
  return typeof name === 'string' ? name : entityId;
}

/** A member's segments by name; those without a value that we know are left out. */
export function segmentsOf(dataset: DatasetName, item: AnyItem): Readonly<Record<string, string>> {
  const segments = namesOfKind(datasetNamed(dataset), 'segment').map((name) => [name, item[name]] as const);
  return Object.fromEntries(segments.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
