import type { Dataset } from '../../catalog/define-dataset.ts';
import { segmentNamed } from '../../catalog/derive/attribute-names.ts';
import type { NextStep } from '../answer.ts';
import { inSentence } from '../figures.ts';
import { daysBetween, longDay } from './days.ts';
import { canBeMerged, keptGroupsIn } from './kept-groups.ts';
import { type LookBack, measuresOf } from './measures.ts';

const usual = { days: 30, daysAgo: 7 } as const;

/** The same over the last month for a question about now, where there are daily figures of whom it is about. */
export function stepsOverTime(intent: LookBack, dataset: Dataset): NextStep[] {
  if (intent.over !== undefined || intent.against !== undefined) return [];
  const groups = keptGroupsIn(intent);
  return groups !== undefined && canBeMerged(groups, measuresOf(dataset, intent)) ? [stepOverTime(intent)] : [];
}

function stepOverTime(intent: LookBack): NextStep {
  const days = Math.max(usual.days, intent.against?.daysAgo ?? 0);
  return { label: `Over the last ${days} days`, intent: { ...aboutNow(intent), over: { days } } };
}

/** The same question as far back as a day: held against it, and day by day since. */
export function stepsSince(intent: LookBack, day: string, today: string): NextStep[] {
  const days = daysBetween(day, today);
  const question = aboutNow(intent);
  return [
    { label: `Against ${longDay(day, today)}`, intent: { ...question, against: { daysAgo: days } } },
    { label: `Over the last ${days === 1 ? 'day' : `${days} days`}`, intent: { ...question, over: { days } } },
  ];
}

/** The same question the other way round, broken down, and as things are. */
export function stepsBack(intent: LookBack, dataset: Dataset): NextStep[] {
  const question = aboutNow(intent);
  const [by] = dataset.telling;
  return [
    intent.over === undefined
      ? stepOverTime(intent)
      : { label: 'Against a week ago', intent: { ...question, against: { daysAgo: usual.daysAgo } } },
    // Of the parts of a group no daily figures are kept.
    ...(intent.kind === 'summary' && intent.filters.length === 0 && by !== undefined
      ? [
          {
            label: `By ${inSentence(segmentNamed(dataset, by).label)}`,
            intent: { ...intent, kind: 'breakdown' as const, by },
          },
        ]
      : []),
    { label: 'As it is now', intent: question },
  ];
}

/** The same question about now alone. */
export function aboutNow(intent: LookBack): LookBack {
  const { over: _over, against: _against, ...question } = intent;
  return question;
}
