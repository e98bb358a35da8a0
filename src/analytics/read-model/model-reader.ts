/** A value as it is bound to a statement; never spliced into one. */
export type SqlValue = string | number | bigint | boolean | null | readonly string[];

/** A row by column name: numbers for DOUBLE, bigints for BIGINT and counts, strings, arrays for lists. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** One state of a read model, in which all the parts of an answer agree with each other. */
export interface ModelSnapshot {
  /** What stands after FROM to read everyone: a table, or a query in brackets with its alias. */
  readonly members: string;
  /** Epoch milliseconds: every change before that is in it. */
  readonly asOf: number;
  query(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
}

/** @throws {AppError} `repository.unavailable` when the file cannot be read */
export interface ModelReader {
  read<Result>(work: (snapshot: ModelSnapshot) => Promise<Result>): Promise<Result>;
}
