import type { Dataset } from '../../catalog/define-dataset.ts';
import { lexiconOf } from './lexicon.ts';
import { daysToDate, usualLookBackDays } from './look-back.ts';
import { hasCue } from './pieces.ts';
import { readPieces } from './read-pieces.ts';
import { timesSaid } from './times-said.ts';
import { cleanText } from './tokenise.ts';

/** The numbers of days that a text looks back by, as far as the grammar can read it; some may be of something else. */
export function daysSpokenOf(text: string, dataset: Dataset, today: string): ReadonlySet<number> {
  const pieces = readPieces(cleanText(text), lexiconOf(dataset), dataset);
  const days = new Set(timesSaid(pieces, today).map((time) => time.days));
  for (const piece of pieces) {
    const { periodDays } = piece.roles;
    if (periodDays !== undefined) days.add(periodDays);
    const toDate = daysToDate(piece, today);
    if (toDate !== undefined) days.add(toDate);
    if (hasCue(piece, 'trend', 'change') || piece.roles.level === 'rising' || piece.roles.level === 'falling')
      days.add(usualLookBackDays);
  }
  return days;
}
