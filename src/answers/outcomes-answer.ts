import { formatValue } from '../catalog/derive/format.ts';
import type { AlertDesk, OutcomeSummary } from '../insights/alert.ts';
import type { Operation } from '../intents/operations.ts';
import type { Answer, Cell, Figure, Table } from './answer.ts';
import { fewestPeople } from './figures.ts';
import { predictionLabel } from './insight-words.ts';
import { blankAnswer, stepTo } from './source.ts';

type OutcomesRequest = Extract<Operation, { name: 'outcomes' }>;

type Count = Exclude<keyof OutcomeSummary, 'predictionType'>;

/** A part of a whole, in percent; null where too few stand behind it to say. */
const shareOf = (part: number, whole: number): number | null => (whole < fewestPeople ? null : (part / whole) * 100);

/** What became of the alerts: who took care of them, whether it helped, and whether people found them useful. */
export async function outcomesAnswer(intent: OutcomesRequest, desk: Pick<AlertDesk, 'outcomes'>): Promise<Answer> {
  const { days } = intent.arguments;
  const summaries = (await desk.outcomes({ days })).filter(({ fired }) => fired > 0);
  const total = (count: Count): number => summaries.reduce((sum, summary) => sum + summary[count], 0);
  const fired = total('fired');
  const steps = [stepTo({ kind: 'insights', filters: [] })];
  if (fired === 0) {
    return { ...blankAnswer(intent), notes: [`No alert was raised in the last ${days} days.`], steps };
  }
  return {
    ...blankAnswer(intent),
    facts: [{ label: 'Alerts', value: fired, unit: 'count', n: fired }, ...factsOf(total)],
    table: tableOf(summaries),
    notes: [
      'Recovered: the score was back on the good side within 14 days of the acknowledgement. Waiting: those 14 days are not over.',
    ],
    steps,
  };
}

function factsOf(total: (count: Count) => number): Figure[] {
  const share = (label: string, part: number, whole: number): Figure => ({
    label,
    value: shareOf(part, whole),
    unit: 'percent',
    n: whole,
  });
  const [recovered, useful] = [total('recovered'), total('useful')];
  return [
    share('Acknowledged', total('acknowledged'), total('fired')),
    share('Recovered, of those whose 14 days are over', recovered, recovered + total('notRecovered')),
    share('Useful, of those somebody judged', useful, useful + total('notUseful')),
  ];
}

function tableOf(summaries: readonly OutcomeSummary[]): Table {
  const count = (value: number): Cell => ({ kind: 'number', value, unit: 'count' });
  const share = (part: number, whole: number): Cell => ({ kind: 'text', text: shareWords(part, whole) });
  return {
    caption: 'By prediction',
    columns: ['Prediction', 'Alerts', 'Acknowledged', 'Recovered', 'Waiting', 'Useful'],
    rows: summaries.map((summary) => [
      { kind: 'text', text: predictionLabel(summary.predictionType) },
      count(summary.fired),
      count(summary.acknowledged),
      share(summary.recovered, summary.recovered + summary.notRecovered),
      count(summary.pending),
      share(summary.useful, summary.useful + summary.notUseful),
    ]),
  };
}

/** "6 of 8 (75 %)"; a percentage only where enough stand behind it, and a dash where there is none. */
function shareWords(part: number, whole: number): string {
  const share = shareOf(part, whole);
  if (whole === 0) return '–';
  const words = `${formatValue(part, 'count')} of ${formatValue(whole, 'count')}`;
  return share === null ? words : `${words} (${formatValue(share, 'percent')})`;
}
