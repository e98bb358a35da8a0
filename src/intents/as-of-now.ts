import type { Intent } from './intent.ts';

/** Whether an intent asks for figures of other days than today. */
export const looksBack = (intent: Intent): boolean =>
  ('over' in intent && intent.over !== undefined) || ('against' in intent && intent.against !== undefined);

/** The same question for today's figures alone. */
export function asOfNow<Asked extends Intent>(intent: Asked): Asked {
  if (!looksBack(intent)) return intent;
  const { over: _, against: __, ...rest } = intent as Extract<Intent, { kind: 'summary' }>;
  // What is left out may be left out of every intent that has it.
  return rest as Intent as Asked;
}
