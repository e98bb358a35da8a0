import type { SqlValue } from './model-reader.ts';

/** The values of one statement. */
export interface Bindings {
  /** What stands for the value in the statement. */
  readonly bind: (value: SqlValue) => string;
  readonly values: readonly SqlValue[];
}

export function createBindings(): Bindings {
  const values: SqlValue[] = [];
  return {
    values,
    bind(value) {
      values.push(value);
      return `$${values.length}`;
    },
  };
}
