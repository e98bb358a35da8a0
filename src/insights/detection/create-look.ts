import type { DatasetName } from '../../catalog/catalog.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import { dayOf, type SampleDay } from '../../state/sample-days.ts';
import type { Samples } from '../../state/samples.ts';
import type { Repository } from '../../storage/repository.ts';
import { detectionAttributes, sampledMetrics } from '../rules/watched.ts';
import type { Detector } from './create-detector.ts';
import { figuresOf } from './day-keeper.ts';
import type { Trouble } from './fingerprint.ts';
import { defaultFirstLookBounds, type FirstLookBounds, rankFirstLook, type Weighed } from './first-look.ts';
import { inOrderByKey } from './in-order.ts';

/** What a sweep looks at members with. */
export interface LookOptions {
  /** Of the dataset that is swept. */
  readonly repository: Repository;
  readonly detector: Detector;
  readonly samples: Samples;
  readonly log: Log;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  /** Whether the table was never swept: then all of its members are new to us, whatever is kept of them. */
  readonly isFirst?: boolean;
  /** What is told of members who are new to us. */
  readonly firstLook?: Partial<FirstLookBounds>;
}

/** An item as the sweep read it, and its id. */
export interface SweptMember {
  readonly id: string;
  readonly item: AnyItem;
}

/** A member in trouble who is new to us: what is remembered until all of them are known. */
interface Newcomer {
  readonly id: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly found: readonly Weighed[];
}

/** Small enough that few members are read of whom it is known already how they are. */
const newcomersAtOnce = 250;
export const membersAtOnce = 8;

/** The look at members of a sweep that began with these fingerprints open. */
export function createLook(options: LookOptions, open: ReadonlySet<string>) {
  const { repository, detector, samples, log, signal, isFirst = false, now = () => new Date() } = options;
  const dataset = repository.dataset.name as DatasetName;
  const metrics = sampledMetrics(dataset);
  const watched = detectionAttributes(dataset);
  const newcomers: Newcomer[] = [];
  let keptBack: ReadonlySet<string> = new Set();
  let looked = 0;
  let failed = 0;

  async function lookAt({ id, item }: SweptMember, kept: readonly SampleDay[]): Promise<void> {
    const figures = figuresOf(item, metrics);
    const found = troubleOfNew(item, kept);
    if (found.length > 0) {
      newcomers.push({ id, figures, found });
      return;
    }
    const past = await keepDay(id, figures, kept);
    if (detector.isOfConcern(dataset, item, { past, open })) await lookClosely(id, past);
  }

  /** A sample is kept of everyone who was swept: whoever has none is new. */
  function troubleOfNew(item: AnyItem, kept: readonly SampleDay[]): readonly Weighed[] {
    if (!isFirst && kept.length > 0) return [];
    const found = detector.weigh(dataset, item, { past: kept, open });
    // What a first sweep told before it was cut off is told still, and counts.
    return isFirst ? found : found.filter(({ fingerprint }) => !open.has(fingerprint));
  }

  async function keepDay(id: string, figures: Newcomer['figures'], kept: readonly SampleDay[]) {
    return isKept(figures, kept) ? kept : samples.keepDay(dataset, id, dayOf(now().getTime()), figures);
  }

  async function lookClosely(id: string, past: readonly SampleDay[]): Promise<void> {
    looked += 1;
    const known = { past, open, keptBack };
    // Changes go on while a table is read: what is told of a member is told of what is so now. What changed while it
    // was told may have found nothing to end: so it is looked at once more.
    let told: AnyItem | undefined;
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const current = await repository.find(id);
      if (current === undefined || (told !== undefined && isAlike(watched, told, current))) return;
      await detector.swept(dataset, current, told === undefined ? known : { ...known, open: everything });
      told = current;
    }
  }

  /** Works on each, with what is kept of it. What can never be stored of a member is no reason to leave out others. */
  async function each<Part extends { readonly id: string }>(
    parts: readonly Part[],
    work: (part: Part, kept: readonly SampleDay[]) => Promise<void>,
  ): Promise<void> {
    const readable = parts.filter(({ id }) => Buffer.byteLength(id) <= longestSortKey);
    const kept = await samples.readMany(dataset, [...new Set(readable.map(({ id }) => id))]);
    await inOrderByKey(
      parts,
      ({ id }) => id,
      membersAtOnce,
      async (part) => {
        signal?.throwIfAborted();
        try {
          await work(part, kept.get(part.id) ?? []);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'repository.invalid') throw error;
          failed += 1;
          log.warn({ err: error, dataset, id: part.id.slice(0, 60) }, 'the sweep leaves out a member');
        }
      },
    );
  }

  return {
    /** Looks at members; those in trouble who are new are put off. */
    at: (members: readonly SweptMember[]) => each(members, lookAt),

    /** Looks at those who were put off, now that all of them are known. */
    async atNewcomers(): Promise<void> {
      const ranked = rankFirstLook(newcomers, { ...defaultFirstLookBounds, ...options.firstLook });
      keptBack = ranked.keptBack;
      if (keptBack.size > 0) {
        const counts = { dataset, members: newcomers.length, keptBack: keptBack.size };
        log.warn(counts, 'many members in trouble are new: the most urgent are told of, the others only kept');
      }
      for (let start = 0; start < ranked.inOrder.length; start += newcomersAtOnce) {
        await each(ranked.inOrder.slice(start, start + newcomersAtOnce), async ({ id, figures }, kept) =>
          lookClosely(id, await keepDay(id, figures, kept)),
        );
      }
    },

    async forGone(trouble: Trouble): Promise<void> {
      signal?.throwIfAborted();
      if ((await repository.find(trouble.entityId)) === undefined) await detector.gone(trouble);
    },

    counts: () => ({
      looked,
      failed,
      keptBack: [...keptBack].filter((fingerprint) => !open.has(fingerprint)).length,
    }),
  };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const longestSortKey = 1_024;

/** How often a member is looked at that changes meanwhile. */
const mostLooks = 3;

/** Takes every trouble for open, so that each is looked up. */
const everything: Pick<ReadonlySet<string>, 'has'> = { has: () => true };

function isAlike(attributes: readonly string[], one: AnyItem, other: AnyItem): boolean {
  return attributes.every((name) => one[name] === other[name]);
}

/** Whether the newest kept day says the same already: then another one would say nothing new. */
function isKept(figures: Readonly<Record<string, number>>, kept: readonly SampleDay[]): boolean {
  const last = kept.at(-1)?.values;
  return last !== undefined && Object.entries(figures).every(([metric, value]) => last[metric] === value);
}
