import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import type { ModelReader } from './model-reader.ts';

/** Why a read model cannot be answered from at the moment. */
export type NotReady =
  /** The table is being read into it for the first time, or anew. */
  | 'filling'
  /** It has not caught up with the record. */
  | 'behind'
  /** There is nothing to follow: the table has no stream, another process has the file, or nothing was begun yet. */
  | 'off';

export interface ReadModelStatus {
  readonly state: 'ready' | NotReady;
  /** How far it lies behind the record, in milliseconds; absent while there is none. */
  readonly lagMs?: number;
  /** Members that were read in so far, while it is being filled. */
  readonly filled?: number;
}

/** A copy of one dataset for questions about many, kept fresh by the table's stream. */
export interface ReadModel {
  start(): void;
  stop(): Promise<void>;
  status(): ReadModelStatus;
  /** What to answer from; or why the record has to be asked. */
  reader(): ModelReader | NotReady;
  /**
   * Makes a change of one member through `work`, and has its outcome in every answer from then on.
   *
   * @param work what makes the change, and gives the member as it is then; undefined when nothing was changed
   */
  change<Result>(
    id: string,
    work: () => Promise<Result>,
    itemIn: (result: Result) => AnyItem | undefined,
  ): Promise<Result>;
}
