import type { SectionBlock, TableBlock } from '@slack/types';
import type { Answer, ProfileLine, Table } from '../../answers/answer.ts';
import { figureValue, verdictWords } from './figure-words.ts';
import { limits } from './limits.ts';
import type { Audience, PlainCardBlock } from './message-block.ts';
import { onOneLine } from './on-one-line.ts';
import { buildTable } from './table-blocks.ts';
import { plain } from './text-objects.ts';

type Profile = NonNullable<Answer['profile']>;

/** A card with who it is, the rest of the record in a grid, and every metric beside the peers' average. */
export function buildProfile(profile: Profile, audience: Audience): (PlainCardBlock | SectionBlock | TableBlock)[] {
  const lines = visibleLines(profile, audience);
  const measured = lines.filter((line) => line.usual !== undefined);
  const told = lines.filter((line) => line.usual === undefined);
  return [card(profile, lines), ...grid(told), ...(measured.length === 0 ? [] : [buildTable(measuredTable(measured))])];
}

/** The lines that this audience may see: personal ones are for the asker alone. */
export function visibleLines(profile: Profile, audience: Audience): ProfileLine[] {
  return profile.lines.filter((line) => audience === 'asker' || !line.personal);
}

/** A line in words, as the text twin shows it. */
export function profileWords({ label, text, usual }: ProfileLine): string {
  if (usual === undefined) return `${label}: ${text}`;
  return `${label}: ${text} (${usual.of}: ${usual.text}, ${verdictWords(usual.verdict)})`;
}

function card({ id, traits, highlights }: Profile, lines: readonly ProfileLine[]): PlainCardBlock {
  const standing = standingWords(lines);
  const figures = highlights.map((figure) => `${figure.label} ${figureValue(figure)}`).join(' · ');
  return {
    type: 'card',
    title: plain(figures === '' ? id : figures, limits.cardTitle),
    subtitle: plain(onOneLine(`${id} · ${traits}`), limits.cardTitle),
    ...(standing !== undefined && { body: plain(standing, limits.cardBody) }),
  };
}

/** How the person stands among their peers, in one sentence; nothing where there are no peers. */
export function standingWords(lines: readonly ProfileLine[]): string | undefined {
  const compared = lines.flatMap(({ usual }) => (usual === undefined ? [] : [usual]));
  const count = (verdict: string): number => compared.filter((usual) => usual.verdict === verdict).length;
  const [first] = compared;
  if (first === undefined) return undefined;
  return `Better than the average of ${first.of} on ${count('better')} of ${compared.length} figures, worse on ${count('worse')}.`;
}

function grid(lines: readonly ProfileLine[]): SectionBlock[] {
  const sections: SectionBlock[] = [];
  for (let start = 0; start < lines.length; start += limits.fields) {
    const fields = lines
      .slice(start, start + limits.fields)
      .map(({ label, text }) => plain(`${label}\n${onOneLine(text)}`, limits.field));
    sections.push({ type: 'section', fields });
  }
  return sections;
}

function measuredTable(lines: readonly ProfileLine[]): Table {
  const of = lines[0]?.usual?.of ?? 'peers';
  return {
    caption: 'Figures',
    columns: ['Figure', 'Value', `Average of ${of}`, 'Verdict'],
    rows: lines.map(({ label, text, usual }) =>
      [label, text, usual?.text ?? '', usual === undefined ? '' : verdictWords(usual.verdict)].map((cell) => ({
        kind: 'text' as const,
        text: cell,
      })),
    ),
  };
}
