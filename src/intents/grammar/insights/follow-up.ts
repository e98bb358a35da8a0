import type { IntentOfKind } from '../../intent.ts';
import { hasCue, isLight, metricOf, type Piece } from '../pieces.ts';
import type { Choice } from './choice-problem.ts';
import type { ChoiceReading } from './read-choice.ts';

/** Whether a text goes on from insights: it says so, or it is no whole question. */
export function goesOn({ choice, pieces }: ChoiceReading): boolean {
  if (pieces.some(asksForFigures)) return false;
  const first = pieces.find((piece) => !isLight(piece));
  if (hasCue(pieces[0], 'and', 'instead') || hasCue(first, 'and', 'instead', 'those', 'add')) return true;
  const saysWho = choice.filters.length > 0 || choice.dataset !== undefined || choice.minRisk !== undefined;
  const isFigure = pieces.some((piece) => metricOf(piece) !== undefined || piece.roles.prediction !== undefined);
  return saysWho && !isFigure && choice.subject === undefined;
}

const asksForFigures = (piece: Piece): boolean =>
  hasCue(piece, 'count', 'rank', 'compare', 'versus', 'by', 'split', 'update', 'help') ||
  piece.roles.content?.kind === 'superlative' ||
  (piece.roles.statistic ?? piece.roles.order) !== undefined;

/** The choice with what it leaves unsaid from the one before. */
export function withEarlier(choice: Choice, before: IntentOfKind<'insights'>, pieces: readonly Piece[]): Choice {
  const everyone = pieces.some((piece) => hasCue(piece, 'all'));
  const isAboutOne = choice.subject !== undefined;
  const predictionType = choice.predictionType ?? before.predictionType;
  const minRisk = choice.minRisk ?? before.minRisk;
  const isSame = choice.dataset === undefined || choice.dataset === before.dataset;
  const kept = everyone || isAboutOne || !isSame ? [] : before.filters;
  const anew = new Set(choice.filters.map(({ field }) => field));
  const dataset = choice.dataset ?? (everyone || isAboutOne ? undefined : before.dataset);
  const subject = choice.subject ?? (everyone || choice.dataset !== undefined ? undefined : before.subject);
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(predictionType === undefined ? {} : { predictionType }),
    ...(minRisk === undefined ? {} : { minRisk }),
    ...(dataset === undefined ? {} : { dataset }),
    filters: [...kept.filter(({ field }) => !anew.has(field)), ...choice.filters],
  };
}
