import type { Finding } from './checks.ts';

/** What a drill is given. */
export interface Setting {
  /** Whether it is to be the whole size; else a smaller one that ends within a minute. */
  readonly full: boolean;
  /** Tells the person who watches what is done. */
  readonly say: (text: string) => void;
}

/** One way in which things go wrong, tried on the real app. */
export interface Drill {
  /** One sentence. */
  readonly what: string;
  run(setting: Setting): Promise<readonly Finding[]>;
}
