import { addDays } from './calendar.ts';
import type { Draft, Problem } from './draft.ts';
import { contentOf, hasCue, isLight, metricOf, neighbour, type Piece } from './pieces.ts';
import { readTimePhrase } from './time-phrases.ts';

const relations = /^(?:since|ever since|before|prior to|after|until|till|up until)$/u;

/**
 * Takes times that are told by what happened then: "since launch", "before the merger", "since agent-42 joined".
 *
 * Their days are not known. Without them the question would be another one, so that the asker is told.
 */
export function takeUnknownTimes(draft: Draft, text: string): void {
  const { pieces } = draft;
  for (let at = 0; at < pieces.length; at += 1) {
    const end = endOfEvent(draft, at);
    if (end === undefined) continue;
    const isOfDeed = isAnchor(neighbour(pieces, at, -1).piece);
    const said = pieces.splice(at, end - at);
    // "Joined since launch" asks since when by itself.
    if (!isOfDeed) draft.problems.push(noKnownDay(draft, text.slice(said[0]?.start, said.at(-1)?.end)));
  }
}

function noKnownDay({ today }: Draft, said: string): Problem {
  const detail =
    `I do not know which day is meant by "${said.slice(0, 100)}": say a date, as in "since ${addDays(today, -30)}", ` +
    'or a length, as in "over 30 days".';
  return { reason: 'incomplete', detail };
}

/** Index after the last piece of what happened, where a place begins to tell of it. */
function endOfEvent({ pieces, today }: Draft, at: number): number | undefined {
  if (!isRelation(pieces[at]) || readTimePhrase(pieces, at, today, false) !== undefined) return undefined;
  let end: number | undefined;
  for (let index = at + 1; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (contentOf(piece, 'presence') !== undefined) {
      const saysWhen = readTimePhrase(pieces, index + 1, today, true) !== undefined;
      return saysWhen ? undefined : index + 1;
    }
    if (piece?.text === 'when') return undefined;
    if (isPerson(piece) && !asksForFigure(pieces.slice(0, at))) return undefined;
    if (isStrange(piece)) end = index + 1;
    else if (!isLight(piece) && !hasCue(piece, 'last', 'this')) break;
  }
  return end;
}

/** "How long since agent-42 logged in" is about that one. */
const isPerson = (piece: Piece | undefined): boolean => piece?.kind === 'id' || piece?.kind === 'quoted';

const asksForFigure = (before: readonly Piece[]): boolean => before.some((piece) => metricOf(piece) !== undefined);

const isRelation = (piece: Piece | undefined): boolean =>
  piece?.taken === false && piece.roles.content === undefined && relations.test(piece.text);

const isAnchor = (piece: Piece | undefined): boolean =>
  contentOf(piece, 'presence') !== undefined || contentOf(piece, 'absence') !== undefined;

/** Of a word of grammar that is only known by a slip, something else may have been meant. */
function isStrange(piece: Piece | undefined): boolean {
  if (piece === undefined) return false;
  const { kind, slips, roles } = piece;
  return (
    kind === 'unknown' ||
    isPerson(piece) ||
    (slips > 0 && roles.content === undefined && !isLight(piece)) ||
    hasCue(piece, 'offTopic', 'opaque')
  );
}
