import type { SectionBlock, TableBlock } from '@slack/types';
import type { Answer, ProfileLine, Table } from '../../answers/answer.ts';
import { verdictWords } from './figure-words.ts';
import { limits } from './limits.ts';
import type { Audience, PlainCardBlock } from './message-block.ts';
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

function card(profile: Profile, lines: readonly ProfileLine[]): PlainCardBlock {
  const behind = lines.filter(({ usual }) => usual?.verdict === 'worse');
  const ahead = lines.filter(({ usual }) => usual?.verdict === 'better');
  const of = [...behind, ...ahead][0]?.usual?.of;
  return {
    type: 'card',
    title: plain(profile.name, limits.cardTitle),
    subtitle: plain(profile.id, limits.cardTitle),
    ...(of !== undefined && {
      body: plain(
        `Ahead of the average of ${of} on ${ahead.length} of ${ahead.length + behind.length} figures, behind on ${behind.length}.`,
        limits.cardBody,
      ),
    }),
  };
}

function grid(lines: readonly ProfileLine[]): SectionBlock[] {
  const sections: SectionBlock[] = [];
  for (let start = 0; start < lines.length; start += limits.fields) {
    const fields = lines
      .slice(start, start + limits.fields)
      .map(({ label, text }) => plain(`${label}\n${text}`, limits.field));
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
