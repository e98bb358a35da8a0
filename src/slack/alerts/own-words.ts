import { moneyWords, reasonWords } from '../../answers/reason-words.ts';
import type { AlertFacts } from '../../insights/alert-facts.ts';
import { templateName } from '../../insights/explain/template-explainer.ts';
import { onOneLine } from '../blocks/on-one-line.ts';

/**
 * What an explanation says that the figures beside it do not; nothing where they say it all.
 *
 * A template puts figures into sentences: of those only the first is worth reading, and only where it knows more,
 * such as for how long somebody was silent.
 */
export function ownWords(facts: AlertFacts): string {
  const text = onOneLine(facts.explanation);
  if (facts.modelUsed !== templateName) return text;
  const [first = ''] = text.split(/(?<=\.) (?=\p{Lu}|\$)/u);
  const { dataset, headline, reasons, moneyAtRisk } = facts;
  const shown = [...[headline, ...reasons].map((reason) => reasonWords(dataset, reason)), moneyWords(moneyAtRisk)];
  const known = new Set(shown.flatMap((words = '') => numbersIn(words)));
  return numbersIn(first).every((number) => known.has(number)) ? '' : first;
}

/** The numbers of a text as they are written, without their signs. */
function numbersIn(text: string): string[] {
  return text.match(/\d+(?:[.,]\d+)*/gu) ?? [];
}
