import { parted, splitByWhat } from './assemble-breakdown.ts';
import { compared, multiple, withStateAsMetric } from './assemble-comparison.ts';
import { ranked } from './assemble-ranking.ts';
import { summary } from './assemble-summary.ts';
import { contradictionIn } from './contradictions.ts';
import type { Draft } from './draft.ts';
import { type Outcome, trouble } from './outcome.ts';
import { hasCue } from './pieces.ts';

/** Builds the question that a draft describes. */
export function assemble(draft: Draft): Outcome {
  const problem = contradictionIn(draft);
  if (problem !== undefined) return trouble(problem);
  if (draft.rank !== undefined) return ranked(draft, draft.rank);
  if (
    (draft.wantsComparison && !comparesTimesAlone(draft)) ||
    draft.againstOthers ||
    (draft.wantsSplit && multiple(draft).length > 0 && draft.by.length === 0)
  ) {
    return compared(draft);
  }
  if (draft.by.length > 0) return parted(draft);
  if (draft.wantsSplit) return splitByWhat(draft);
  return summary(isMovedState(draft) ? withStateAsMetric(draft) : draft);
}

/** "Are rookies happier than last month", "were they happier a year ago": the figure itself is meant, and not how many are happy. */
const isMovedState = ({ against, times, pieces, wantsCount }: Draft): boolean =>
  !wantsCount &&
  against !== undefined &&
  !pieces.some((piece) => hasCue(piece, 'more')) &&
  (times.some(({ isThan }) => isThan) ||
    pieces.some(({ roles, text }) => roles.content?.kind === 'state' && text.endsWith('ier')));

/** "Compare churn with last week": two times of the same people, where nothing else stands side by side. */
const comparesTimesAlone = (draft: Draft): boolean =>
  draft.against !== undefined && draft.versusAt.length === 0 && !draft.againstAll && multiple(draft).length === 0;
