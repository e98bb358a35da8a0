import type { Change } from './change.ts';
import { readAttributes, type StoredAttributes } from './read-attributes.ts';

/** A record as the Streams API and a Lambda event tell it; they differ in the time alone. */
export interface VendorRecord {
  readonly eventID?: string | undefined;
  readonly eventName?: string | undefined;
  readonly dynamodb?:
    | {
        readonly SequenceNumber?: string | undefined;
        /** In a Lambda event a number of seconds since 1970. */
        readonly ApproximateCreationDateTime?: Date | number | undefined;
        readonly Keys?: StoredAttributes | undefined;
        readonly OldImage?: StoredAttributes | undefined;
        readonly NewImage?: StoredAttributes | undefined;
      }
    | undefined;
}

/** A change, and its images exactly as they were stored. */
export interface StreamRecord {
  readonly change: Change;
  readonly images: {
    readonly keys: StoredAttributes;
    readonly before?: StoredAttributes;
    readonly after?: StoredAttributes;
  };
}

const kinds: Readonly<Record<string, Change['kind']>> = { INSERT: 'insert', MODIFY: 'modify', REMOVE: 'remove' };

/** What a record says, or undefined when it is none of an item's change. */
export function readStreamRecord({ eventID, eventName, dynamodb }: VendorRecord): StreamRecord | undefined {
  const kind = kinds[eventName ?? ''];
  if (kind === undefined || dynamodb?.SequenceNumber === undefined) return undefined;
  const { SequenceNumber: sequenceNumber, Keys: keys = {}, OldImage: before, NewImage: after } = dynamodb;
  return {
    change: {
      id: eventID ?? sequenceNumber,
      sequenceNumber,
      kind,
      keys: readAttributes(keys),
      ...(before === undefined ? {} : { before: readAttributes(before) }),
      ...(after === undefined ? {} : { after: readAttributes(after) }),
      at: milliseconds(dynamodb.ApproximateCreationDateTime),
    },
    images: {
      keys,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  };
}

function milliseconds(time: Date | number | undefined): number {
  if (time instanceof Date) return time.getTime();
  return time === undefined ? 0 : time * 1000;
}
