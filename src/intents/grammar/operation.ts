import { asOfNow, looksBack } from '../as-of-now.ts';
import { describeIntent } from '../describe-intent.ts';
import type { Intent } from '../intent.ts';
import { defaultUsageDays, type Operation, operationWords } from '../operations.ts';
import { isRefinable } from '../refine-intent.ts';
import { withOperationWords } from './operation-spelling.ts';

/** What is said around a figure when one asks for its reason: it says that it stands out, not which it is. */
const comment =
  /\b(?:is|are|was|were|do|does|did|has|have|so|such|too|that|this|it|those|these|very|much|a|an|the|bad|good|high|low|higher|lower|worse|better)\b/gu;

const request = /^(?:please |pls |can you |could you )?(?:show|give|display|tell|get)(?: me| us)?(?: the| your)? /u;

const days = /^(?:(?:over|in|for|of)? ?(?:the )?(?:last|past) )?(?<count>\d{1,2}) ?(?:d|days?)$/u;

/**
 * The operation that a text asks for, or undefined where it is a question about data.
 *
 * "Why" alone asks about the question before it; "why churn rookie" names its own.
 *
 * @param parse finds the meaning of the question inside a "why"
 */
export function readOperation(
  text: string,
  context: Intent | undefined,
  parse: (text: string) => Intent,
): Operation | undefined {
  const plain = text
    .toLowerCase()
    .replace(/[?!.]+\s*$/u, '')
    .trim()
    .replace(request, '');
  const said = plain.replace(/^\p{L}+/u, (word) => withOperationWords(word, ['usage']));
  for (const { name, phrases } of operationWords) {
    const phrase = phrases.find((each) => said === each || said.startsWith(`${each} `));
    if (phrase === undefined) continue;
    const rest = said.slice(phrase.length).trim();
    const operation = name === 'usage' ? usage(rest) : why(rest, context, parse);
    if (operation !== undefined) return operation;
  }
  return undefined;
}

function usage(rest: string): Operation | undefined {
  if (rest === '') return { kind: 'operation', name: 'usage', arguments: { days: defaultUsageDays } };
  const count = Number(days.exec(rest)?.groups?.['count']);
  return count >= 1 && count <= 90 ? { kind: 'operation', name: 'usage', arguments: { days: count } } : undefined;
}

function why(rest: string, context: Intent | undefined, parse: (text: string) => Intent): Operation | undefined {
  const named = rest.replace(comment, ' ').replace(/\s+/gu, ' ').trim();
  const about = named === '' ? context : parse(named);
  if (about === undefined || !isRefinable(about)) return undefined;
  // What is behind a figure is known of today's; "why did churn rise" asks for what changed it.
  if (named !== '' && looksBack(about)) return undefined;
  return { kind: 'operation', name: 'why', arguments: { of: describeIntent(asOfNow(about)).command } };
}
