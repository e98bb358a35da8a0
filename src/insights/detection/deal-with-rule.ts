import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Explainer } from '../explain/explainer.ts';
import { createTemplateExplainer } from '../explain/template-explainer.ts';
import { ruleHolds } from '../rules/evaluate-rule.ts';
import { type Finding, findingOf, headlineOf } from '../rules/finding.ts';
import type { MemberState } from '../rules/member-state.ts';
import type { Rule } from '../rules/rule.ts';
import type { Announced, createAnnouncements, Standing } from './announcements.ts';
import { isDealtWith, type Place, readFingerprint, type Trouble } from './fingerprint.ts';
import { isKnownToRouting } from './is-known-to-routing.ts';
import { isMaterial } from './is-material.ts';
import { nameOf, segmentsOf } from './read-member.ts';

export interface DealingOptions {
  readonly client: DynamoDBDocumentClient;
  readonly stateTable: string;
  readonly announcements: ReturnType<typeof createAnnouncements>;
  readonly explainer: Explainer;
  readonly now: () => Date;
}

/** What a rule says of a member. */
export interface Verdict {
  readonly trouble: Trouble;
  readonly rule: Rule;
  /** Whether the trouble is over; else it is there, or goes on within its margins. */
  readonly isOver: boolean;
  /** Undefined where the member is gone. */
  readonly state: MemberState | undefined;
  readonly before?: AnyItem | undefined;
  /** The change that it is about; none for the sweep. */
  readonly place?: Place | undefined;
  /** Whether an alert that begins now is kept without being told. */
  readonly isKeptBack?: boolean;
}

/** How often a verdict is tried again that others keep overtaking: the sweep and one reader of a stream are two. */
const mostTries = 5;

/**
 * Brings what was told of one trouble in line with a verdict. The same verdict again does nothing.
 *
 * A verdict on a change that is overtaken is looked at again; one of the sweep gives way, for whoever overtook it knew
 * better.
 */
export function createDealing({ client, stateTable, announcements, explainer, now }: DealingOptions) {
  // There are thousands of those that are kept back: a model would take hours over them.
  const plain = createTemplateExplainer();

  async function tell(verdict: Verdict): Promise<Announced> {
    const { trouble, rule, isOver, state, before, place } = verdict;
    const fingerprint = await readFingerprint(client, stateTable, trouble);
    if (fingerprint !== undefined && isDealtWith(fingerprint, place)) return 'told';
    const standing = { trouble, fingerprint, place };
    if (fingerprint?.openAlertId === undefined) return tellBegun(verdict, standing);
    const { told, openAlertId: alertId, eventAt } = fingerprint;
    if (isOver) {
      const headline = (state === undefined ? undefined : headlineOf(rule, state, before)) ?? told.headline;
      return announcements.resolve(standing, { alertId, eventAt }, { ...told, headline });
    }
    const finding = state === undefined ? undefined : findingOf(rule, state, before);
    if (finding === undefined || !isMaterial(trouble.dataset, told, finding)) return 'told';
    return announcements.change(standing, { alertId, eventAt }, finding);
  }

  /** Of a trouble that is not open: a new alert, or the one that it had, where it has not cooled down. */
  async function tellBegun(verdict: Verdict, standing: Standing): Promise<Announced> {
    const { trouble, rule, isOver, state, before, isKeptBack = false } = verdict;
    if (isOver || state === undefined || ruleHolds(rule, state, 'starts') !== true) return 'told';
    const finding = findingOf(rule, state, before);
    if (finding === undefined) return 'told';
    const { closedAlertId: alertId, coolUntil = '', eventAt = '' } = standing.fingerprint ?? {};
    const coolsDown = coolUntil > now().toISOString();
    if (coolsDown && alertId === undefined) return 'told';
    const closed = coolsDown && alertId !== undefined ? { alertId, eventAt } : undefined;
    if (closed !== undefined && (await isKnownToRouting({ client, tableName: stateTable }, closed.alertId, now()))) {
      return announcements.reopen(standing, closed, finding);
    }
    const untimed = await explained(isKeptBack ? plain : explainer, trouble, state, finding);
    return announcements.fire(standing, isKeptBack ? { ...untimed, firstLook: true } : untimed, closed);
  }

  return async (verdict: Verdict): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      if ((await tell(verdict)) === 'told' || verdict.place === undefined) return;
    }
    throw new AppError('repository.conflict', 'others keep telling of the same trouble', {
      retryable: true,
      details: { ...verdict.trouble },
    });
  };
}

async function explained(explainer: Explainer, trouble: Trouble, { item }: MemberState, finding: Finding) {
  const { silentDays, reasons, ...figures } = finding;
  const segments = segmentsOf(trouble.dataset, item);
  const { dataset, predictionType, entityId } = trouble;
  const draft = { ...figures, reasons: [...reasons], segments, dataset, predictionType };
  const texts = await explainer.explain(silentDays === undefined ? draft : { ...draft, silentDays });
  return { ...figures, reasons: [...reasons], segments, name: nameOf(dataset, item, entityId), ...texts };
}
