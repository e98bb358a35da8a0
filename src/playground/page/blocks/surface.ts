import { createContext, useContext } from 'react';
import type { Choice, Inputs } from '../data/workspace-data.ts';

/** What the blocks around an element offer it: where its state is, and how to tell the app. */
export interface BlockSurface {
  readonly inputs: Inputs;
  /** The element that waits for the app, as `block_id/action_id`. */
  readonly busy: string | undefined;
  /** Problems with inputs, by `block_id`. */
  readonly errors: Readonly<Record<string, string>>;
  setInput(blockId: string, actionId: string, choice: Choice): void;
  /** Tells the app of a press or a choice. */
  press(blockId: string, actionId: string, choice?: Choice): void;
}

export const SurfaceContext = createContext<BlockSurface | undefined>(undefined);

/** The surface around this element. */
export function useSurface(): BlockSurface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('there is no surface around this element');
  return surface;
}
