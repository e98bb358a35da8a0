import type { Intent } from '../../src/intents/intent.ts';
import type { Expected } from './eval-question.ts';

/** The lists in which order says nothing. */
const unordered: ReadonlySet<string> = new Set(['filters', 'values', 'metrics', 'changes']);

/**
 * An intent in a form in which two that mean the same are equal.
 *
 * Of an unclear one its reason is left, or nothing if it has none to compare.
 */
export function canonicalIntent(intent: Intent | Expected): Readonly<Record<string, unknown>> {
  if (intent.kind !== 'unclear') return canonical(intent) as Readonly<Record<string, unknown>>;
  return { kind: intent.kind, ...(intent.reason === undefined ? {} : { reason: intent.reason }) };
}

/** Whether an intent is the expected one. */
export function isExpected(got: Intent, expected: Expected): boolean {
  if (expected.kind === 'unclear' && expected.reason === undefined) return got.kind === 'unclear';
  return JSON.stringify(canonicalIntent(got)) === JSON.stringify(canonicalIntent(expected));
}

function canonical(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return unordered.has(name) ? items.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b))) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => compare(a, b)).map(([key, inner]) => [key, canonical(inner, key)]),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
