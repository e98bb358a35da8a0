import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../errors/app-error.ts';
import { type TransactItem, writeTogether } from '../../state/write-together.ts';
import type { AlertEvent, AlertFacts, Reason } from '../alert-facts.ts';
import { puttingEvent } from '../alert-intake.ts';
import { alertIdOf } from '../insight-item.ts';
import {
  closing,
  type Fingerprint,
  fingerprintOf,
  opening,
  type Place,
  reopening,
  type Told,
  type ToldAlert,
  type Trouble,
  telling,
} from './fingerprint.ts';

/** What is known of a trouble that is to be told, but its time. */
export type Untimed = Omit<AlertFacts, 'alertId' | 'fingerprint' | 'at' | 'dataset' | 'entityId' | 'predictionType'>;

export interface AnnouncementOptions {
  /** Of the state table and the insights table, which are in one region. */
  readonly client: DynamoDBDocumentClient;
  readonly stateTable: string;
  /** The write that stores an insight; it fails where there is one of that member and time. */
  readonly storingInsight: (facts: AlertFacts) => TransactItem;
  readonly now: () => Date;
  /** How long the same trouble is not told again after it ended. */
  readonly coolDownMs: number;
  /** Called after each event that was left for routing. */
  readonly onEvent?: (() => void) | undefined;
}

/** Whether it was told; `overtaken` where somebody else told something of the same trouble since it was read. */
export type Announced = 'told' | 'overtaken';

/** Where a trouble stands, and the change that something is told of; none for the sweep. */
export interface Standing {
  readonly trouble: Trouble;
  readonly fingerprint: Fingerprint | undefined;
  readonly place: Place | undefined;
}

type Figures = Told & { readonly reasons: readonly Reason[] };

/** One member rarely has two insights in one millisecond; more than a few are a fault. */
const mostCollisions = 50;

/**
 * What detection tells: each is one transaction of the fingerprint, the event for routing and, for a new trouble, its
 * insight. It is written once or not at all, whoever tells the same at the same time. All of it throws `repository.*`.
 */
export function createAnnouncements(options: AnnouncementOptions) {
  const { client, stateTable, storingInsight, now, coolDownMs, onEvent } = options;

  async function write(items: readonly TransactItem[], trouble: Trouble): Promise<readonly boolean[] | undefined> {
    const details = { tableName: stateTable, operation: 'announce', fingerprint: fingerprintOf(trouble) };
    const transaction = await writeTogether(client, items, details);
    if (!transaction.written) return transaction.refused;
    onEvent?.();
    return undefined;
  }

  /** Later than the last event of the same trouble, also where the clocks of two instances differ. */
  function eventTime(fingerprint: Fingerprint | undefined): number {
    const last = fingerprint === undefined ? 0 : Date.parse(fingerprint.eventAt);
    return Math.max(now().getTime(), last + 1);
  }

  const writtenBy = ({ place }: Standing, at: string, told: Told) => ({
    tableName: stateTable,
    eventAt: at,
    told,
    ...(place === undefined ? {} : { last: place }),
  });

  return {
    /**
     * Tells of a new trouble, unless it is open or cools down.
     *
     * @param instead the alert that is gone and whose cool-down therefore counts for nothing
     */
    async fire(standing: Standing, untimed: Untimed, instead?: ToldAlert): Promise<Announced> {
      const { trouble, fingerprint } = standing;
      for (let collisions = 0; collisions < mostCollisions; collisions += 1) {
        const time = new Date(eventTime(fingerprint) + collisions);
        const at = time.toISOString();
        const alertId = alertIdOf(trouble.predictionType, trouble.entityId, time);
        const facts: AlertFacts = { ...untimed, ...trouble, alertId, fingerprint: fingerprintOf(trouble), at };
        const refused = await write(
          [
            storingInsight(facts),
            ...opening(trouble, alertId, writtenBy(standing, at, toldOf(facts)), instead),
            puttingEvent(stateTable, { kind: 'fired', facts }),
          ],
          trouble,
        );
        if (refused === undefined) return 'told';
        if (refused[0] !== true) return 'overtaken';
      }
      throw new AppError('repository.conflict', 'every time that an insight could have is taken', {
        retryable: true,
        details: { fingerprint: fingerprintOf(trouble) },
      });
    },

    /** Tells the figures of a trouble that goes on. */
    async change(standing: Standing, open: ToldAlert, figures: Figures): Promise<Announced> {
      const at = new Date(eventTime(standing.fingerprint)).toISOString();
      const told = toldOf(figures);
      const event: AlertEvent = { kind: 'changed', alertId: open.alertId, at, ...told, reasons: [...figures.reasons] };
      const remembering = telling(standing.trouble, open, writtenBy(standing, at, told));
      const refused = await write([remembering, puttingEvent(stateTable, event)], standing.trouble);
      return refused === undefined ? 'told' : 'overtaken';
    },

    /** Tells that a trouble is there again before it cooled down: its alert is open again. */
    async reopen(standing: Standing, closed: ToldAlert, figures: Figures): Promise<Announced> {
      const at = new Date(eventTime(standing.fingerprint)).toISOString();
      const told = toldOf(figures);
      const { alertId } = closed;
      const event: AlertEvent = { kind: 'reopened', alertId, at, ...told, reasons: [...figures.reasons] };
      const opened = reopening(standing.trouble, closed, writtenBy(standing, at, told));
      const refused = await write([...opened, puttingEvent(stateTable, event)], standing.trouble);
      return refused === undefined ? 'told' : 'overtaken';
    },

    /** Tells that a trouble is over. */
    async resolve(standing: Standing, open: ToldAlert, told: Told): Promise<Announced> {
      const time = eventTime(standing.fingerprint);
      const at = new Date(time).toISOString();
      const coolUntil = new Date(time + coolDownMs).toISOString();
      const event: AlertEvent = { kind: 'resolved', alertId: open.alertId, at, headline: told.headline };
      const closed = closing(standing.trouble, open, { ...writtenBy(standing, at, told), coolUntil });
      const refused = await write([...closed, puttingEvent(stateTable, event)], standing.trouble);
      return refused === undefined ? 'told' : 'overtaken';
    },
  };
}

function toldOf({ riskScore, headline, moneyAtRisk }: Told): Told {
  return { riskScore, headline, ...(moneyAtRisk === undefined ? {} : { moneyAtRisk }) };
}
