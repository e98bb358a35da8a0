/** What of a question counts for the usage of its day. */
export interface CountedQuestion {
  readonly intent: { readonly kind: string; readonly reason?: string | undefined };
  readonly outcome: string;
  readonly modelId?: string | undefined;
  readonly fallback?: string | undefined;
  readonly cached?: boolean | undefined;
  readonly tokens?: { readonly input: number; readonly output: number } | undefined;
  readonly costUsd?: number | undefined;
  readonly latencyMs: number;
}

/** What was asked in one day, and what it took. */
export interface UsageDay {
  /** An ISO date, UTC. */
  readonly day: string;
  readonly questions: number;
  /** Those of them that became an intent which can be carried out. */
  readonly understood: number;
  /** The others, by the reason. */
  readonly unclear: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many went to a model, its failures among them. */
  readonly askedModel: number;
  /** How many the offline parser answered in a model's place, by the reason. */
  readonly fallbacks: Readonly<Record<string, number>>;
  readonly cached: number;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly costUsd: number;
  /** How long it took to understand a question, in milliseconds; 0 on a day without any. */
  readonly averageLatencyMs: number;
}

const groups = { unclear: 'unclear:', outcome: 'outcome:', fallback: 'fallback:' } as const;

/** What one question adds to the counters of its day. Money counts in millionths of a dollar, so that sums are exact. */
export function toCounts(question: CountedQuestion): Readonly<Record<string, number>> {
  const { intent, outcome, modelId, fallback, cached, tokens, costUsd = 0, latencyMs } = question;
  const isUnclear = intent.kind === 'unclear';
  const all: Record<string, number> = {
    questions: 1,
    understood: isUnclear ? 0 : 1,
    askedModel: modelId === undefined || cached === true ? 0 : 1,
    cached: cached === true ? 1 : 0,
    inputTokens: tokens?.input ?? 0,
    outputTokens: tokens?.output ?? 0,
    costMicroUsd: Math.round(costUsd * 1_000_000),
    latencyMs: Math.round(latencyMs),
    [`${groups.outcome}${outcome}`]: 1,
  };
  if (isUnclear) all[`${groups.unclear}${intent.reason ?? 'unknown'}`] = 1;
  if (fallback !== undefined) all[`${groups.fallback}${fallback}`] = 1;
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count !== 0));
}

/** A day from the items that hold its counters. */
export function fromUsageItems(day: string, items: readonly Readonly<Record<string, unknown>>[]): UsageDay {
  const totals = new Map<string, number>();
  for (const [name, value] of items.flatMap((item) => Object.entries(item))) {
    if (typeof value === 'number') totals.set(name, (totals.get(name) ?? 0) + value);
  }
  const total = (name: string): number => totals.get(name) ?? 0;
  const group = (prefix: string): Record<string, number> =>
    Object.fromEntries(
      [...totals]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, count]) => [name.slice(prefix.length), count]),
    );
  const questions = total('questions');
  return {
    day,
    questions,
    understood: total('understood'),
    unclear: group(groups.unclear),
    outcomes: group(groups.outcome),
    askedModel: total('askedModel'),
    fallbacks: group(groups.fallback),
    cached: total('cached'),
    tokens: { input: total('inputTokens'), output: total('outputTokens') },
    costUsd: total('costMicroUsd') / 1_000_000,
    averageLatencyMs: questions === 0 ? 0 : total('latencyMs') / questions,
  };
}

const shards = 8;

/**
 * Where a question is counted: the days of a month together, so that a range is one query a month.
 *
 * A day has several items, so that questions at the same time seldom meet; the question's id decides.
 */
export function toUsageKey(day: string, id: string): { readonly pk: string; readonly sk: string } {
  return { pk: usagePartition(day), sk: `${day}#${(id.codePointAt(id.length - 1) ?? 0) % shards}` };
}

export function usagePartition(day: string): string {
  return `usage#${day.slice(0, 7)}`;
}
