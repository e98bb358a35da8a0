import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer } from './answer.ts';
import { blankAnswer } from './source.ts';

/** What one can ask, derived from the catalogue. */
export function helpAnswer(intent: IntentOfKind<'help'>): Answer {
  return blankAnswer(intent, 'What you can ask');
}
