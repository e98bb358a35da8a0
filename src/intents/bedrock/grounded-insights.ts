import { insights } from '../../catalog/datasets/insights.ts';
import { takeClockTime } from '../grammar/insights/clock-time.ts';
import { daysSaid } from '../grammar/insights/days-said.ts';
import type { InsightChoice, Operation } from '../operations.ts';
import type { Question } from '../parser.ts';
import { weekdayNames } from '../weekdays.ts';
import { hasGroundedFilters } from './grounded-filters.ts';
import { mentionsNumber } from './mentions-number.ts';
import { mentionsSubject, withoutSubject } from './mentions-subject.ts';

type Asked = Pick<Question, 'text' | 'context'>;

/** Whether the one, the risk and the conditions of chosen insights are the asker's. */
export function isGroundedChoice(
  choice: InsightChoice & { readonly subject?: string | undefined },
  asked: Asked,
): boolean {
  const { subject, minRisk, dataset, filters } = choice;
  if (subject !== undefined && !mentionsSubject({ subject }, asked)) return false;
  const text = subject === undefined ? asked.text : withoutSubject(asked, { subject });
  if (minRisk !== undefined && !isRiskSaid(text, minRisk, asked.context)) return false;
  if (dataset === undefined) return filters.length === 0;
  return hasGroundedFilters({ dataset, filters }, asked);
}

/** "At least 80" is above 79; "high risk" is the catalogue's own; above none is all of them, by their risk. */
function isRiskSaid(text: string, minRisk: number, context: Asked['context']): boolean {
  const { range, thresholds } = insights.attributes.risk_score;
  const before = context?.kind === 'insights' ? context.minRisk : undefined;
  return (
    [before, range[0], thresholds.high - 1].includes(minRisk) ||
    mentionsNumber(text, minRisk) ||
    mentionsNumber(text, minRisk + 1)
  );
}

/** Whether the asker named a channel so: by name, or by the id that Slack puts in its place. */
export function saysChannel(text: string, channel: string | undefined): boolean {
  if (channel === undefined) return true;
  const lower = text.normalize('NFKC').toLowerCase();
  const name = channel.toLowerCase().replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(`(?<![\\p{L}\\d_-])${name}(?![\\p{L}\\d_-])`, 'u').test(lower);
}

/** Whether a length in days is the asker's, or the one that is meant when nobody says. */
export function saysDays(text: string, days: number, usual: number): boolean {
  return days === usual || mentionsNumber(text, days) || daysSaid(text.toLowerCase()).days === days;
}

/** Whether the days of a digest, its time of day and its weekday are the asker's, or those of a digest without. */
export function isGroundedDigest(
  { days, plan }: Extract<Operation, { name: 'digest' }>['arguments'],
  text: string,
): boolean {
  const lower = text.toLowerCase();
  if (plan === undefined) return saysDays(text, days, 7);
  const clock = takeClockTime(lower);
  const named = weekdayNames.findIndex((name) =>
    new RegExp(`\\b${name.slice(0, 3)}(?:${name.slice(3)}s?)?\\b`, 'u').test(lower),
  );
  return (
    saysDays(text, days, plan.every === 'day' ? 1 : 7) &&
    plan.at === (clock === undefined ? '09:00' : clock.at) &&
    (plan.weekday === undefined || plan.weekday === (named === -1 ? 1 : named + 1)) &&
    saysChannel(text, plan.channel)
  );
}
