import type { Bindings } from './bindings.ts';
import type { ModelSnapshot } from './model-reader.ts';
import type { ModelShape } from './model-shape.ts';

/** What the statements of one request share. */
export interface MembersQuery {
  readonly shape: ModelShape;
  readonly snapshot: ModelSnapshot;
  /** The condition that the selection fulfils, with its values bound to the statement. */
  readonly where: (bindings: Bindings) => string;
}
