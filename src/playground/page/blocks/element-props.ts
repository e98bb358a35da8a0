import type { Block, Choice } from '../data/workspace-data.ts';

/** What every element control gets. */
export interface ElementProps {
  readonly blockId: string;
  readonly element: Block;
  /** Told when the person set the element; it is the surface's turn to act. */
  readonly onChoose: (choice: Choice | undefined) => void;
  /** What was set here; undefined while the element is as it came. */
  readonly choice: Choice | undefined;
  readonly isBusy: boolean;
  /** What names the element for screen readers, where nothing visible does. */
  readonly label: string;
  readonly describedBy?: string | undefined;
}
