import type { ClearIntent, Intent } from '../intent.ts';
import type { Lexicon } from './lexicon.ts';
import { nearestWords } from './spelling.ts';

const most = { suggestions: 4, tries: 4 };

/**
 * Puts the readings first in which the word that was not understood is taken for a known one like it.
 *
 * Reaches further than a correction does, because nothing is done before the asker has chosen.
 */
export function withNearestReadings(
  intent: Intent,
  text: string,
  lexicon: Lexicon,
  read: (text: string) => Intent,
): Intent {
  const strange = intent.kind === 'unclear' && intent.reason === 'notUnderstood' ? intent.detail : undefined;
  if (intent.kind !== 'unclear' || strange === undefined || strange.length < 3 || !text.includes(strange))
    return intent;
  const { words } = nearestWords(strange.toLowerCase(), lexicon, strange.length > 6 ? 3 : 2);
  const readings = words.slice(0, most.tries).map((word) => read(text.replace(strange, word)));
  const clear = readings.filter(
    (reading): reading is ClearIntent => reading.kind !== 'unclear' && reading.kind !== 'help',
  );
  const distinct = new Map([...clear, ...intent.suggestions].map((each) => [JSON.stringify(each), each]));
  return { ...intent, suggestions: [...distinct.values()].slice(0, most.suggestions) };
}
