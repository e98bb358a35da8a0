import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import type { Explainer } from '../explain/explainer.ts';
import { ruleHolds } from '../rules/evaluate-rule.ts';
import { type Finding, findingOf, headlineOf } from '../rules/finding.ts';
import type { MemberState } from '../rules/member-state.ts';
import type { Rule } from '../rules/rule.ts';
import type { createAnnouncements } from './announcements.ts';
import { isDealtWith, type Place, readFingerprint, type Trouble } from './fingerprint.ts';
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
}

/** Brings what was told of one trouble in line with a verdict. The same verdict again does nothing. */
export function createDealing({ client, stateTable, announcements, explainer, now }: DealingOptions) {
  return async (verdict: Verdict): Promise<void> => {
    const { trouble, rule, isOver, state, before, place } = verdict;
    const fingerprint = await readFingerprint(client, stateTable, trouble);
    if (fingerprint !== undefined && isDealtWith(fingerprint, place)) return;
    const standing = { trouble, fingerprint, place };
    const openAlertId = fingerprint?.openAlertId;
    if (fingerprint !== undefined && openAlertId !== undefined) {
      const { told } = fingerprint;
      if (isOver) {
        const headline = state === undefined ? undefined : headlineOf(rule, state, before);
        return announcements.resolve(standing, openAlertId, { ...told, headline: headline ?? told.headline });
      }
      const finding = state === undefined ? undefined : findingOf(rule, state, before);
      if (finding === undefined || !isMaterial(trouble.dataset, told, finding)) return;
      return announcements.change(standing, openAlertId, finding);
    }
    if (isOver || state === undefined || ruleHolds(rule, state, 'starts') !== true) return;
    if ((fingerprint?.coolUntil ?? '') > now().toISOString()) return;
    const finding = findingOf(rule, state, before);
    if (finding !== undefined) await announcements.fire(standing, await explained(explainer, trouble, state, finding));
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
