import type { BuildTables } from './build-tables.ts';
import { type ModelShape, quoted } from './model-shape.ts';

/** Everyone, with what this instance's people have changed laid over what the stream has told so far. */
export function membersRelation({ key }: ModelShape, { members, own }: BuildTables): string {
  const same = key.map(({ column }) => `own.${quoted(column)} = told.${quoted(column)}`).join(' AND ');
  return `(SELECT * FROM ${members} AS told WHERE NOT EXISTS (SELECT 1 FROM ${own} AS own WHERE ${same})
    UNION ALL SELECT * FROM ${own}) AS members`;
}
