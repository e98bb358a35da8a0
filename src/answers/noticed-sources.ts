import type { AlertDesk } from '../insights/alert.ts';
import type { Digests } from '../insights/digest.ts';
import type { InsightRecords } from '../insights/insight-records.ts';
import type { Intent } from '../intents/intent.ts';
import type { Answer } from './answer.ts';
import { blankAnswer } from './source.ts';

/** The insights as answers read them. */
export type InsightReads = Pick<InsightRecords, 'tableName' | 'ofEntity' | 'ofType' | 'aboveRisk' | 'newest'>;

/** What Vitals has noticed by itself; each is absent where the app has no table to keep it in. */
export interface NoticedSources {
  readonly insights?: InsightReads | undefined;
  readonly desk?: Pick<AlertDesk, 'outcomes' | 'find'> | undefined;
  readonly digests?: Pick<Digests, 'digest'> | undefined;
}

/** What to say where nothing that was noticed is kept. */
export function unkeptAnswer(intent: Intent): Answer {
  return {
    ...blankAnswer(intent),
    notes: [
      'Insights are not kept here: Vitals has no table of its own to keep them in. Figures can be asked for all the same.',
    ],
    steps: [{ label: 'What can be asked', intent: { kind: 'help' } }],
  };
}
