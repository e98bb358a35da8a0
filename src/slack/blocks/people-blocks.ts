import type { SectionBlock } from '@slack/types';
import type { Answer, PersonLine } from '../../answers/answer.ts';
import type { DatasetName } from '../../catalog/catalog.ts';
import { datasetOf } from './dataset-of.ts';
import { figureValue } from './figure-words.ts';
import { limits } from './limits.ts';
import { onOneLine } from './on-one-line.ts';
import { intentButton } from './step-blocks.ts';
import { escapeMrkdwn, mrkdwn, plain } from './text-objects.ts';

/** The people to look at first, one line each with a button that opens the profile, unless a select offers them all. */
export function buildPeople({ people, table, intent }: Answer): SectionBlock[] {
  if (people === undefined || people.lines.length === 0) return [];
  const heading: SectionBlock = {
    type: 'section',
    text: mrkdwn(`*${escapeMrkdwn(people.heading)}*`, limits.sectionText),
  };
  const inTable = new Set(table?.rows.flat().flatMap((cell) => (cell.kind === 'person' ? [cell.id] : [])));
  const areOffered = people.lines.every(({ id }) => inTable.has(id));
  const datasetFor = (id: string) => (areOffered ? undefined : datasetOf(id, intent));
  return [heading, ...people.lines.map((line, index) => personSection(line, index, datasetFor(line.id)))];
}

/** A person's line in words, as blocks and text both show it. */
export function personWords({ name, figure, traits }: PersonLine): string {
  return onOneLine(`${name} · ${figureValue(figure)} · ${traits}`);
}

function personSection(line: PersonLine, index: number, dataset: DatasetName | undefined): SectionBlock {
  const button =
    dataset === undefined
      ? undefined
      : // Ordinals from 200 keep these ids apart from those of the steps.
        intentButton('show', 200 + index, 'Open', { intent: { kind: 'profile', dataset, subject: line.id } });
  return {
    type: 'section',
    text: plain(`${index + 1}.  ${personWords(line)}`, limits.sectionText),
    ...(button !== undefined && { accessory: button }),
  };
}
