/**
 * Where the changes of one table come from, for one subscription.
 *
 * A shard of a DynamoDB stream serves two readers well and no more: the exclusive subscription of all instances
 * together is one, the broadcast subscription of each instance is another. An installation with more than one
 * instance that keeps a read model needs another source behind this interface, such as Kinesis Data Streams for
 * DynamoDB (whose records come without order and more than once, so that it has to put them in order by itself).
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export interface ChangeSource {
  start(): void;
  /** Takes nothing new, waits for what is being handled, keeps the position and gives the shards back. */
  stop(): Promise<void>;
  /**
   * How far the changes that are being handled lie behind, in milliseconds: 0 when there is none left to handle;
   * undefined when this instance has not read yet, or other instances have all the shards.
   */
  lag(): number | undefined;
  /**
   * The moment up to which every change is handled, in milliseconds since 1970; undefined while that is not known of
   * a shard. What counts is what the stream has told: it tells of a change within a second or so.
   */
  currentTo(): number | undefined;
}
