import type { IntentOfKind, UnclearReason } from '../intents/intent.ts';
import type { Answer } from './answer.ts';
import { blankAnswer, stepTo } from './source.ts';

const titles: Readonly<Record<UnclearReason, string>> = {
  notUnderstood: 'I did not understand that',
  ambiguous: 'That can mean more than one thing',
  incomplete: 'I need one thing more',
  contradictory: 'Nobody can fit all of that',
  outOfRange: 'That value cannot be',
  outOfScope: 'That is not something I can tell',
  destructive: 'I never delete anything',
};

/** Asks back: what stood in the way, and the nearest readings to choose from. */
export function unclearAnswer(intent: IntentOfKind<'unclear'>): Answer {
  const hint = intent.suggestions.length > 0 ? 'Did you mean:' : 'Type "help" to see what you can ask.';
  return {
    ...blankAnswer(intent, titles[intent.reason]),
    notes: [...(intent.detail === undefined ? [] : [intent.detail]), hint],
    steps: intent.suggestions.map(stepTo),
  };
}
