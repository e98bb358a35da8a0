import type { Intent } from '../intent.ts';
import { type ParseOptions, parseText } from './parse-text.ts';
import { withoutChannels } from './without-channels.ts';

/**
 * The meaning of a text as `parseText` finds it, or of what is left without the channels that it names.
 *
 * Figures are of no channel: where `in #cs-alerts` alone keeps a question about them from being understood, it is
 * dropped. Takes any string and never throws.
 */
export function parseQuestion(text: string, options: ParseOptions): Intent {
  const intent = parseText(text, options);
  if (intent.kind !== 'unclear') return intent;
  const bare = withoutChannels(text, (part) => parseText(part, options).kind !== 'unclear');
  if (bare === undefined) return intent;
  const other = parseText(bare, options);
  return aboutMembers.has(other.kind) ? other : intent;
}

const aboutMembers: ReadonlySet<Intent['kind']> = new Set([
  'summary',
  'breakdown',
  'ranking',
  'comparison',
  'profile',
  'operation',
]);
