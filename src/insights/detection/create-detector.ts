import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DatasetName } from '../../catalog/catalog.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { SampleDay } from '../../state/sample-days.ts';
import type { Samples } from '../../state/samples.ts';
import type { TransactItem } from '../../state/write-together.ts';
import type { Change } from '../../storage/stream/change.ts';
import type { AlertFacts } from '../alert-facts.ts';
import type { Explainer } from '../explain/explainer.ts';
import { isInhibiting } from '../routing/inhibition.ts';
import { evaluateRule, type RuleOutcome, ruleHolds } from '../rules/evaluate-rule.ts';
import { findingOf } from '../rules/finding.ts';
import { rulesOf, sampledMetrics, watchedBy } from '../rules/watched.ts';
import { createAnnouncements } from './announcements.ts';
import { createDayKeeper } from './day-keeper.ts';
import { createDealing, type Verdict } from './deal-with-rule.ts';
import { fingerprintOf, openTroubles, type Trouble } from './fingerprint.ts';
import type { Weighed } from './first-look.ts';
import { createInflow, type InflowBounds } from './inflow.ts';
import { idOf, readMember } from './read-member.ts';

/** What the sweep knows of a member before it asks. */
export interface KnownOfMember {
  readonly past: readonly SampleDay[];
  /** The fingerprints that were open when the sweep began. */
  readonly open: Pick<ReadonlySet<string>, 'has'>;
  /** The fingerprints of which an alert that begins now is kept without being told; none unless given. */
  readonly keptBack?: Pick<ReadonlySet<string>, 'has'>;
}

/** Notices trouble, and that it ended. All of it throws `repository.*`, and may be done again after a failure. */
export interface Detector {
  /**
   * Deals with one change of one item. Changes of one item must come one after the other, in order.
   *
   * @throws {AppError} `repository.invalid`, not retryable, for a change of which nothing can ever be stored
   */
  changed(dataset: DatasetName, change: Change): Promise<void>;
  /** Whether `swept` may have something to tell of an item; asks nobody. */
  isOfConcern(dataset: DatasetName, item: AnyItem, known: KnownOfMember): boolean;
  /** The trouble that an item is in, told or not, and how bad it is; asks nobody. */
  weigh(dataset: DatasetName, item: AnyItem, known: KnownOfMember): readonly Weighed[];
  /** Deals with an item as it is now, whatever was told of it before. */
  swept(dataset: DatasetName, item: AnyItem, known: KnownOfMember): Promise<void>;
  /** Every trouble of a dataset that was told and is not over. */
  open(dataset: DatasetName): Promise<readonly Trouble[]>;
  /** Ends what is open of a member that is no more. */
  gone(trouble: Trouble): Promise<void>;
}

export interface DetectorOptions {
  /** Of the state table and the insights table, which are in one region. */
  readonly client: DynamoDBDocumentClient;
  readonly stateTable: string;
  /** The write that stores the insight of an alert; it fails where there is one of that member and time. */
  readonly storingInsight: (facts: AlertFacts) => TransactItem;
  readonly samples: Samples;
  readonly explainer: Explainer;
  readonly log: Log;
  readonly now?: () => Date;
  /** How long the same trouble is not told again after it ended. A day unless told. */
  readonly coolDownMs?: number;
  /** How many members with trouble may be added in a while until others are kept without being told. */
  readonly inflow?: InflowBounds;
  /** Called after each event that was left for routing, so that it need not wait for its next round. */
  readonly onEvent?: () => void;
}

/** Keys hold at most 1,024 bytes where they sort; an alert's is longer than its member's id by up to 100. */
const longestId = 900;

/** Detection over the rules: what the figures mean, told once. */
export function createDetector(options: DetectorOptions): Detector {
  const { client, stateTable, samples, now = () => new Date(), coolDownMs = 86_400_000, log } = options;
  const announcements = createAnnouncements({ ...options, onEvent: options.onEvent, now, coolDownMs });
  const deal = createDealing({ ...options, announcements, now });
  const keepDay = createDayKeeper(samples);
  const inflow = createInflow({ log, now, ...options.inflow });

  async function dealWith(verdicts: readonly Verdict[]): Promise<void> {
    for (const verdict of inTellingOrder(verdicts)) {
      const { entityId, predictionType } = verdict.trouble;
      if (Buffer.byteLength(entityId) > longestId) throw unstorable(verdict.trouble);
      await deal(verdict);
      log.debug({ entityId, predictionType, isOver: verdict.isOver }, 'a rule was dealt with');
    }
  }

  return {
    async changed(dataset, change) {
      const entityId = idOf(dataset, change.keys);
      if (entityId === undefined) throw new AppError('repository.invalid', 'a change of an item without an id');
      const before = change.before === undefined ? undefined : readMember(dataset, change.before);
      const after = change.after === undefined ? undefined : readMember(dataset, change.after);
      const touched = rulesOf(dataset).filter((rule) => isTouched(watchedBy(rule), before, after));
      const step = { before, after, past: undefined, now: now().getTime() };
      // Somebody new has no past that could decide.
      const idle: readonly RuleOutcome[] = before === undefined ? ['quiet', 'undecided'] : ['quiet'];
      const speaks = touched.some((rule) => !idle.includes(evaluateRule(rule, step)));
      const metrics = sampledMetrics(dataset);
      const moved = after !== undefined && before !== undefined && isTouched(metrics, before, after);
      if (!speaks && (!moved || Buffer.byteLength(entityId) > longestId)) return;
      const past = moved
        ? await keepDay({ dataset, id: entityId }, metrics, { item: before, at: change.at })
        : await samples.read(dataset, entityId);
      const place = { sequenceNumber: change.sequenceNumber, at: change.at };
      const state = after === undefined ? undefined : { item: after, past, now: step.now };
      const verdicts = touched.flatMap((rule): Verdict[] => {
        const outcome = evaluateRule(rule, { ...step, past });
        if (outcome === 'quiet' || outcome === 'undecided') return [];
        const trouble = { dataset, predictionType: rule.predictionType, entityId };
        return [{ trouble, rule, isOver: outcome === 'ended', state, before, place }];
      });
      const isKeptBack = before === undefined && verdicts.length > 0 && !inflow.mayTell(dataset, change.id);
      await dealWith(isKeptBack ? verdicts.map((verdict) => ({ ...verdict, isKeptBack })) : verdicts);
    },

    isOfConcern: (dataset, item, known) => verdictsOn(dataset, item, known, now().getTime()).length > 0,

    weigh(dataset, item, known) {
      const verdicts = verdictsOn(dataset, item, known, now().getTime());
      return verdicts.flatMap(({ trouble, rule, state, isOver }): Weighed[] => {
        const finding = isOver || state === undefined ? undefined : findingOf(rule, state);
        if (finding === undefined) return [];
        const { riskScore, moneyAtRisk = 0 } = finding;
        return [{ fingerprint: fingerprintOf(trouble), riskScore, moneyAtRisk }];
      });
    },

    async swept(dataset, item, known) {
      await dealWith(verdictsOn(dataset, item, known, now().getTime()));
    },

    open: (dataset) => openTroubles(client, stateTable, dataset),

    async gone(trouble) {
      const rule = rulesOf(trouble.dataset).find(({ predictionType }) => predictionType === trouble.predictionType);
      if (rule !== undefined) await deal({ trouble, rule, isOver: true, state: undefined });
    },
  };
}

/** What the rules say of an item by itself: what holds, and what does not hold any more of what is open. */
function verdictsOn(
  dataset: DatasetName,
  item: AnyItem,
  { past, open, keptBack }: KnownOfMember,
  now: number,
): Verdict[] {
  const entityId = idOf(dataset, item);
  if (entityId === undefined) return [];
  const state = { item, past, now };
  return rulesOf(dataset).flatMap((rule): Verdict[] => {
    const trouble = { dataset, predictionType: rule.predictionType, entityId };
    const isOver = ruleHolds(rule, state, 'lasts') === false;
    const fingerprint = fingerprintOf(trouble);
    if (!open.has(fingerprint) && ruleHolds(rule, state, 'starts') !== true) return [];
    return [{ trouble, rule, isOver, state, isKeptBack: keptBack?.has(fingerprint) ?? false }];
  });
}

/**
 * What holds other alerts of the member back begins before them and ends after them: an explanation may take seconds,
 * and in between the others would be told.
 */
function inTellingOrder(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.toSorted((one, other) => rankOf(one) - rankOf(other));
}

function rankOf({ trouble, isOver }: Verdict): number {
  const inhibits = isInhibiting(trouble.predictionType);
  if (isOver) return inhibits ? 3 : 2;
  return inhibits ? 0 : 1;
}

function isTouched(attributes: readonly string[], before: AnyItem | undefined, after: AnyItem | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  return attributes.some((name) => before[name] !== after[name]);
}

function unstorable({ dataset, predictionType, entityId }: Trouble): AppError {
  return new AppError('repository.invalid', 'the id of an item is too long for an insight', {
    details: { dataset, predictionType, bytes: Buffer.byteLength(entityId), start: entityId.slice(0, 60) },
  });
}
