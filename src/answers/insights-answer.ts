import { datasetNamed } from '../catalog/catalog.ts';
import { insightDays, insights as insightsDataset } from '../catalog/datasets/insights.ts';
import { formatCount, formatValue } from '../catalog/derive/format.ts';
import { describeIntent } from '../intents/describe-intent.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import { type AlertStates, alertStates, unknownState } from './alert-states.ts';
import type { Answer, NextStep, PersonLine, Table } from './answer.ts';
import { type ChosenInsights, chooseInsights, type NoticedMember } from './chosen-insights.ts';
import { gistOf, minuteOf, predictionLabel, storyOf } from './insight-words.ts';
import type { InsightReads, NoticedSources } from './noticed-sources.ts';
import { blankAnswer, stepTo } from './source.ts';
import { type Member, type Sources, subjectOfInsights } from './subject-of-insights.ts';

type InsightsRequest = IntentOfKind<'insights'>;

/** Of how many the story is told. */
const mostStories = 3;

/** From this risk on an insight is worth a list of its own. */
const highRisk = insightsDataset.attributes.risk_score.thresholds.high;

interface InsightsContext extends Pick<NoticedSources, 'desk'> {
  readonly insights: InsightReads;
  readonly sources: Sources;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What Vitals has noticed: whom about, how serious it is, why, and what to do. */
export async function insightsAnswer(intent: InsightsRequest, context: InsightsContext): Promise<Answer> {
  const { subject } = intent;
  const named = subject === undefined ? undefined : await subjectOfInsights({ ...intent, subject }, context.sources);
  if (named !== undefined && 'answer' in named) return named.answer;
  const began = context.now();
  const started = performance.now();
  const chosen = await chooseInsights(intent, named?.member, { ...context, now: began });
  const about = named?.member;
  const blank = {
    ...blankAnswer(intent, titleOf(intent, about)),
    provenance: {
      source: chosen.source,
      itemsRead: chosen.read,
      unreadable: 0,
      tookMs: performance.now() - started,
      asOf: new Date(began).toISOString(),
    },
  };
  if (chosen.shown.length === 0) return { ...blank, ...nothingNoticed(intent, about, chosen) };
  const alertIds = chosen.shown.map(({ insight }) => insight.alert_id);
  const states = await alertStates(alertIds, context.desk, began);
  return {
    ...blank,
    table: tableOf(chosen.shown, states),
    people: {
      heading: 'Risk, why, and what to do first',
      lines: linesOf(chosen.shown, about, states),
    },
    notes: [countNote(intent, about, chosen)],
    steps: nextSteps(intent, about, chosen.shown),
  };
}

function titleOf(intent: InsightsRequest, about: Member | undefined): string {
  return describeIntent(about === undefined ? intent : { ...intent, subject: about.name }).words;
}

/** With how each stands now, where that is known of any. */
function tableOf(shown: readonly NoticedMember[], states: AlertStates | undefined): Table {
  return {
    caption: 'What was noticed',
    columns: ['Who', 'Prediction', 'Risk', ...(states === undefined ? [] : ['Now']), 'When (UTC)', 'Why'],
    rows: shown.map(({ insight, member: { id, name, dataset } }) => [
      { kind: 'person', id, name, ...(dataset !== undefined && { dataset }) },
      { kind: 'text', text: predictionLabel(insight.prediction_type) },
      { kind: 'number', value: insight.risk_score, unit: 'score' },
      ...(states === undefined ? [] : [{ kind: 'text', text: states.get(insight.alert_id) ?? unknownState } as const]),
      { kind: 'text', text: minuteOf(insight.timestamp) },
      { kind: 'text', text: gistOf(insight) },
    ]),
  };
}

/**
 * The first insight of each person, or of each prediction where all are about one; what is resolved comes last, for
 * nothing is to be done about it.
 */
function linesOf(
  shown: readonly NoticedMember[],
  about: Member | undefined,
  states: AlertStates | undefined,
): PersonLine[] {
  const stateOf = ({ insight }: NoticedMember) => states?.get(insight.alert_id) ?? unknownState;
  const isOver = (noticed: NoticedMember): number => (stateOf(noticed) === 'resolved' ? 1 : 0);
  const key = ({ insight }: NoticedMember) => (about === undefined ? insight.entity_id : insight.prediction_type);
  const first = new Map(shown.toReversed().map((noticed) => [key(noticed), noticed]));
  return shown
    .filter((noticed) => first.get(key(noticed)) === noticed)
    .toSorted((one, other) => isOver(one) - isOver(other))
    .slice(0, mostStories)
    .map((noticed) => lineOf(noticed, stateOf(noticed)));
}

function lineOf({ insight, member: { id, name, dataset } }: NoticedMember, state: string): PersonLine {
  const now = state === unknownState ? '' : `now ${state}`;
  return {
    id,
    name,
    ...(dataset !== undefined && { dataset }),
    figure: { label: 'Risk', value: insight.risk_score, unit: 'score', n: 1 },
    traits: [predictionLabel(insight.prediction_type), now, storyOf(insight)].filter((part) => part !== '').join(' · '),
  };
}

function countNote(intent: InsightsRequest, about: Member | undefined, chosen: ChosenInsights): string {
  const { shown, more, cut } = chosen;
  const order = orderOf(intent, about);
  const several = shown.length > 1 ? `, ${order} first` : '';
  const window = `of the last ${insightDays} days`;
  const count = formatCount(insightsDataset, shown.length);
  if (more) return `The ${shown.length} ${order} ${window}; there are more.`;
  if (cut)
    return `${count}${several}, among the ${formatValue(chosen.read, 'count')} ${order} ${window}; older ones may fit too.`;
  return `${count} ${window}${several}.`;
}

/** Of one person everything is wanted in order of time; where a risk is named, the worst come first. */
function orderOf({ minRisk }: InsightsRequest, about: Member | undefined): 'highest' | 'newest' {
  return about === undefined && minRisk !== undefined ? 'highest' : 'newest';
}

function nextSteps(intent: InsightsRequest, about: Member | undefined, shown: readonly NoticedMember[]): NextStep[] {
  const [type] = shown.map(({ insight }) => insight.prediction_type);
  const { predictionType, minRisk, subject } = intent;
  return [
    ...(about === undefined ? [] : profileStep(about)),
    ...(type === undefined || (predictionType !== undefined && subject === undefined)
      ? []
      : [stepTo({ kind: 'insights', predictionType: type, filters: [] })]),
    ...(minRisk === undefined && subject === undefined ? [stepTo({ ...intent, minRisk: highRisk })] : []),
  ];
}

function profileStep({ id, name, dataset, item }: Member): NextStep[] {
  if (dataset === undefined || item === undefined) return [];
  return [{ label: `Profile of ${name}`, intent: { kind: 'profile', dataset, subject: id } }];
}

/** Whether there is nothing at all or only nothing of that, and where to look then. */
function nothingNoticed(
  intent: InsightsRequest,
  about: Member | undefined,
  { cut, read }: ChosenInsights,
): Pick<Answer, 'notes' | 'steps'> {
  const all: InsightsRequest = { kind: 'insights', filters: [] };
  const { predictionType, minRisk, dataset, filters, subject } = intent;
  const narrow = [predictionType, minRisk, dataset, subject].some((part) => part !== undefined) || filters.length > 0;
  if (about !== undefined) {
    const what = predictionType === undefined && minRisk === undefined && filters.length === 0 ? '' : ' of that kind';
    return {
      notes: [`Nothing${what} was noticed about ${about.name} in the last ${insightDays} days.`],
      steps: [...profileStep(about), stepTo(all)],
    };
  }
  if (narrow) {
    const where = cut
      ? `Among the ${formatValue(read, 'count')} ${orderOf(intent, about)} there is none like that.`
      : 'No insight fits that.';
    return {
      notes: [`${where} Insights are kept for ${insightDays} days. Look at all of them, or ask for the figures:`],
      steps: [stepTo(all), ...figuresStep(intent)],
    };
  }
  return {
    notes: ['Nothing was noticed yet: insights come as figures change, and every night from a look at everybody.'],
    steps: figuresStep({ ...intent, dataset: 'agents' }),
  };
}

/** The figures themselves, for whoever finds no insight about them. */
function figuresStep({ dataset, filters }: InsightsRequest): NextStep[] {
  if (dataset === undefined) return [];
  return [stepTo({ kind: 'summary', dataset, metrics: [datasetNamed(dataset).attention], filters })];
}
