import type { ClearIntent } from '../intent.ts';
import type { Problem } from './draft.ts';

/** A reading of a whole text: what it asks, or what stands in the way. */
export type Outcome = { readonly intent: ClearIntent } | { readonly problem: Problem };

export const trouble = (problem: Problem): Outcome => ({ problem });
