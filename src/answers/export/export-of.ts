import { namesOfKind } from '../../catalog/derive/attribute-names.ts';
import { AppError } from '../../errors/app-error.ts';
import { describeIntent } from '../../intents/describe-intent.ts';
import type { Intent } from '../../intents/intent.ts';
import type { Operation } from '../../intents/operations.ts';
import type { Usage } from '../../state/usage.ts';
import type { Answer } from '../answer.ts';
import type { NoticedSources } from '../noticed-sources.ts';
import type { Sources } from '../subject-of-insights.ts';
import { answerSheet } from './answer-sheet.ts';
import { digestSheet } from './digest-sheet.ts';
import { fileName } from './file-name.ts';
import { breakdownSheet, comparisonSheet } from './groups-sheet.ts';
import { insightsSheet } from './insights-sheet.ts';
import { outcomesSheet } from './outcomes-sheet.ts';
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
  const { sources, now } = context;
  const sheet = await sheetOf(intent, context, options);
  const tellsOfMembers = intent.kind === 'ranking' || (intent.kind === 'summary' && !looksBack(intent));
  const hasPersonal = tellsOfMembers && namesOfKind(sources[intent.dataset].repository.dataset, 'personal').length > 0;
  return {
    ...sheet,
    fileName: fileName(intent, new Date(now).toISOString().slice(0, 10)),
    understood: describeIntent(intent),
    personal: hasPersonal ? (options.personal ? 'included' : 'withheld') : 'none',
  };
}

async function sheetOf(intent: Intent, context: ExportContext, options: ExportOptions): Promise<Sheet> {
  const { sources, insights, answer } = context;
  // How figures were is told by days, not by members.
  if (looksBack(intent)) return answerSheet(await answer(intent));
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

/** Whether it asks how figures were. */
function looksBack(intent: Intent): boolean {
  if (intent.kind !== 'summary' && intent.kind !== 'breakdown' && intent.kind !== 'comparison') return false;
  return intent.over !== undefined || intent.against !== undefined;
}
