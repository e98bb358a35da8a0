import type { DatasetName } from '../catalog/catalog.ts';
import type { Unit } from '../catalog/define-dataset.ts';
import type { ClearIntent, Intent, Statistic } from '../intents/intent.ts';

/** A number with what one needs to trust it. `value` is null where fewer than five people stand behind it. */
export interface Figure {
  readonly label: string;
  readonly value: number | null;
  readonly unit: Unit;
  /** How many people the value was computed from. */
  readonly n: number;
  readonly statistic?: Statistic;
  /** The part of the whole fleet's figure, in percent, for counts and totals. */
  readonly share?: number;
  /** What the whole is called that `share` is a part of, where that is not "the fleet": "all students". */
  readonly shareOf?: string;
  /** The same figure over the whole fleet, where it can be compared, or over whoever `name` says. */
  readonly fleet?: {
    readonly value: number;
    readonly n: number;
    readonly verdict: 'better' | 'worse' | 'same';
    readonly name?: string;
  };
  /** The same figure on a day before, an ISO date (UTC). Whether it is better now, where that can be said. */
  readonly past?: {
    readonly day: string;
    readonly value: number;
    readonly n: number;
    readonly verdict?: 'better' | 'worse' | 'same';
  };
}

export type Cell =
  /** `raw`: the number that the text says, where it says one. */
  | { readonly kind: 'text'; readonly text: string; readonly raw?: { readonly value: number; readonly unit: Unit } }
  | { readonly kind: 'number'; readonly value: number | null; readonly unit: Unit }
  /** `dataset`: whose member it is, where that is not the dataset of the question. */
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly dataset?: DatasetName };

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Chart {
  readonly title: string;
  readonly shape: 'bar' | 'line' | 'pie';
  readonly unit: Unit;
  readonly categories: readonly string[];
  /** Every series has one finite value a category. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** A person worth a look: the value that put them here, and what sets them apart. */
export interface PersonLine {
  /** Whose member it is, where that is not the dataset of the question. */
  readonly dataset?: DatasetName;
  readonly id: string;
  readonly name: string;
  readonly figure: Figure;
  readonly traits: string;
}

/** One line of a profile: an attribute in words, beside what is usual for the person's segment. */
export interface ProfileLine {
  readonly label: string;
  readonly text: string;
  readonly usual?: { readonly text: string; readonly of: string; readonly verdict: 'better' | 'worse' | 'same' };
  /** About a private person: never where a channel can see it. */
  readonly personal: boolean;
}

/** A change that waits for a person's yes. */
export interface ProposedChange {
  readonly metric: string;
  readonly label: string;
  readonly unit: Unit;
  readonly from: number;
  readonly to: number;
}

/** Something to do next; the button carries the intent and computes it anew. */
export interface NextStep {
  readonly label: string;
  readonly intent: ClearIntent;
}

export interface Page {
  /** Counted from 0. */
  readonly offset: number;
  readonly size: number;
  readonly total: number;
}

/** Where the numbers come from. */
export interface Provenance {
  readonly source: string;
  readonly itemsRead: number;
  readonly readUnits?: number;
  /** Items that hold a value that the catalogue does not allow; each was left out of the figures it spoils. */
  readonly unreadable: number;
  readonly tookMs: number;
  /** ISO time at which the read began. */
  readonly asOf: string;
}

/** Plain data that says everything an answer says, with no Slack in it. */
export interface Answer {
  readonly kind: Intent['kind'] | 'notFound' | 'choice';
  readonly intent: Intent;
  readonly title: string;
  /** How the question was understood: in words, and as the slash command that means the same. */
  readonly understood?: { readonly words: string; readonly command: string };
  readonly headline: readonly Figure[];
  readonly facts: readonly Figure[];
  /** Sentences: what to know before trusting or using the figures. */
  readonly notes: readonly string[];
  readonly table?: Table;
  readonly chart?: Chart;
  readonly people: { readonly heading: string; readonly lines: readonly PersonLine[] } | undefined;
  readonly profile?: {
    readonly id: string;
    readonly name: string;
    /** The segments that say most about the person. */
    readonly traits: string;
    /** The figures that tell how the person is doing. */
    readonly highlights: readonly Figure[];
    readonly lines: readonly ProfileLine[];
  };
  readonly proposal?: {
    readonly id: string;
    readonly name: string;
    readonly changes: readonly ProposedChange[];
    /** What to know before saying yes. */
    readonly caveats?: readonly string[];
  };
  readonly steps: readonly NextStep[];
  readonly page?: Page;
  readonly provenance?: Provenance;
}
