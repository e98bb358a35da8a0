import { namesOfKind } from '../../catalog/derive/attribute-names.ts';
import { AppError } from '../../errors/app-error.ts';
import { describeIntent } from '../../intents/describe-intent.ts';
import type { Intent } from '../../intents/intent.ts';
import type { Operation } from '../../intents/operations.ts';
import type { Usage } from '../../state/usage.ts';
import type { Answer } from '../answer.ts';
import type { PastSource } from '../looking-back/find-past.ts';
import { looksBack } from '../looking-back/look-back.ts';
import type { LookBack } from '../looking-back/measures.ts';
import { aboutNow } from '../looking-back/steps-back.ts';
import type { NoticedSources } from '../noticed-sources.ts';
import type { Sources } from '../subject-of-insights.ts';
import { answerSheet } from './answer-sheet.ts';
import { digestSheet } from './digest-sheet.ts';
import { fileName } from './file-name.ts';
import { breakdownSheet, comparisonSheet } from './groups-sheet.ts';
import { insightsSheet } from './insights-sheet.ts';
import { outcomesSheet } from './outcomes-sheet.ts';
import { pastSheet } from './past-sheet.ts';
import { rankingSheet, summarySheet } from './people-sheets.ts';
import type { ExportOptions, Sheet } from './sheet.ts';
import { usageSheet } from './usage-sheet.ts';

/** The rows of an answer, and what they are called. */
export interface Export extends Sheet {
  readonly fileName: string;
  /** What was asked, in words and as the slash command that means the same. */
  readonly understood: { readonly words: string; readonly command: string };
  /** Whether columns about private people are in it; `none` where there are none to have. */
  readonly personal: 'included' | 'withheld' | 'none';
}

interface ExportContext extends NoticedSources {
  readonly sources: Sources;
  readonly usage: Pick<Usage, 'readUsage'>;
  readonly figures: PastSource['figures'];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Answers as it is told to the asker. */
  readonly answer: (intent: Intent) => Promise<Answer>;
}

/**
 * All rows of what an intent asks for, computed anew: of a list everybody, and not only the page that is shown.
 *
 * Without rows where nothing fits.
 *
 * @throws {AppError} `input.invalid` for an intent whose answer has no rows; `repository.*`
 */
export async function exportOf(intent: Intent, context: ExportContext, options: ExportOptions): Promise<Export> {
  const today = new Date(context.now).toISOString().slice(0, 10);
  const looking = asksForPast(intent) ? intent : undefined;
  const past = looking && (await pastSheet(looking, { ...context, source: context.sources[looking.dataset] }));
  if (past !== undefined) {
    const { sheet, answered } = past;
    const understood = describeIntent(answered);
    return { ...sheet, fileName: fileName(answered, today), understood, personal: 'none' };
  }
  const asked = looking === undefined ? intent : aboutNow(looking);
  const sheet = await sheetOf(asked, context, options);
  return {
    ...sheet,
    notes: [...(looking === undefined ? [] : [noPast]), ...sheet.notes],
    fileName: fileName(asked, today),
    understood: describeIntent(asked),
    personal: hasPersonal(asked, context) ? (options.personal ? 'included' : 'withheld') : 'none',
  };
}

const noPast = 'No daily figures of that time are kept of this: the rows are of now.';

function asksForPast(intent: Intent): intent is LookBack {
  const { kind } = intent;
  return (kind === 'summary' || kind === 'breakdown' || kind === 'comparison') && looksBack(intent);
}

/** Whether the rows are members about whom something personal is known. */
function hasPersonal(intent: Intent, { sources }: ExportContext): boolean {
  if (intent.kind !== 'ranking' && intent.kind !== 'summary') return false;
  return namesOfKind(sources[intent.dataset].repository.dataset, 'personal').length > 0;
}

async function sheetOf(intent: Intent, context: ExportContext, options: ExportOptions): Promise<Sheet> {
  const { sources, insights } = context;
  switch (intent.kind) {
    case 'ranking':
      return rankingSheet(intent, sources[intent.dataset], options);
    case 'summary':
      return summarySheet(intent, sources[intent.dataset], options);
    case 'breakdown':
      return breakdownSheet(intent, sources[intent.dataset]);
    case 'comparison':
      return comparisonSheet(intent, sources[intent.dataset]);
    case 'insights':
      return insights === undefined ? nothing : insightsSheet(intent, { ...context, insights });
    case 'operation':
      return operationSheet(intent, context);
    default:
      throw new AppError('input.invalid', `an answer of the kind ${intent.kind} has no rows`);
  }
}

const nothing: Sheet = { columns: [], rows: [], notes: [] };

async function operationSheet(intent: Operation, { usage, desk, digests, answer }: ExportContext): Promise<Sheet> {
  switch (intent.name) {
    case 'usage':
      return usageSheet(await usage.readUsage({ days: intent.arguments.days }));
    case 'outcomes':
      return desk === undefined ? nothing : outcomesSheet(await desk.outcomes({ days: intent.arguments.days }));
    case 'digest':
      return digests === undefined ? nothing : digestSheet(await digests.digest({ days: intent.arguments.days }));
    case 'why':
      return answerSheet(await answer(intent));
    case 'watch':
    case 'watches':
      throw new AppError('input.invalid', `the operation ${intent.name} has no rows`);
  }
}
