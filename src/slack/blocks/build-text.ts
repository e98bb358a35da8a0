import type { Answer, Table } from '../../answers/answer.ts';
import { cellWords, figureContext, figureValue } from './figure-words.ts';
import { footerLines } from './footer-blocks.ts';
import type { Audience } from './message-block.ts';
import { onOneLine } from './on-one-line.ts';
import { personWords } from './people-blocks.ts';
import { profileWords, standingWords, visibleLines } from './profile-blocks.ts';
import { changeWords } from './proposal-words.ts';

/**
 * The whole answer as plain text: every figure, row, name and note that the blocks show, each on a line of its own.
 *
 * It stands in for the blocks in notifications, for screen readers, on a terminal, and wherever Slack
 * refuses a block. Not escaped: whoever puts it into Slack does that.
 *
 * @param notice a sentence about how the question was read
 */
export function buildText(answer: Answer, audience: Audience, notice?: string): string {
  const figures = [...answer.headline, ...answer.facts].map(
    (figure) => `${figure.label}: ${[figureValue(figure), figureContext(figure)].filter(Boolean).join(' · ')}`,
  );
  const before = [
    [answer.title, ...figures],
    answer.notes,
    [...(answer.proposal?.changes.map(changeWords) ?? []), ...(answer.proposal?.caveats ?? [])],
    answer.profile === undefined ? [] : profileText(answer.profile, audience),
  ];
  const after = [
    answer.people === undefined || answer.people.lines.length === 0
      ? []
      : [answer.people.heading, ...answer.people.lines.map((line, index) => `${index + 1}. ${personWords(line)}`)],
    saysNothingElse(answer) ? answer.steps.map(({ label }) => `• ${label}`) : [],
    footerLines(answer, notice),
  ];
  const table = answer.table === undefined ? [] : tableLines(answer.table);
  return [...before.map(eachOnOneLine), table, ...after.map(eachOnOneLine)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const eachOnOneLine = (lines: readonly string[]): string[] => lines.map(onOneLine);

function profileText(profile: NonNullable<Answer['profile']>, audience: Audience): string[] {
  const standing = standingWords(profile.lines);
  return [
    `${profile.id} · ${profile.traits}`,
    ...(standing === undefined ? [] : [standing]),
    ...visibleLines(profile, audience).map(profileWords),
  ];
}

/** Where there is nothing to show, what to do next is the answer. */
function saysNothingElse({ facts, table, people, profile, proposal }: Answer): boolean {
  return facts.length === 0 && !(table ?? people ?? profile ?? proposal);
}

/** Columns aligned by padding, so that a terminal and a monospaced font show a table. */
function tableLines({ caption, columns, rows }: Table): string[] {
  const cells = [columns, ...rows.map((row) => row.map((cell) => onOneLine(cellWords(cell))))];
  const widths = columns.map((_column, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [onOneLine(caption), ...cells.map(line)];
}
