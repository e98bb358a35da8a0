import type { Analytics, AnalyticsRequest } from '../../../src/analytics/analytics.ts';
import type { AskedPart } from './asked-kinds.ts';

/** A call of `Analytics`, so that it can be made again, and in another process. */
export type AskedCall =
  | { readonly method: 'run'; readonly request: AnalyticsRequest }
  | { readonly method: 'findByName'; readonly text: string; readonly limit: number };

/** A kind of question with the calls that its answer makes, in order. */
export interface AskedQuestion {
  readonly name: string;
  readonly size: 'query' | 'summary';
  readonly calls: readonly AskedCall[];
}

/** The same analytics, which writes down what it is asked. */
export function recording(analytics: Analytics, calls: AskedCall[]): Analytics {
  return {
    run(request) {
      calls.push({ method: 'run', request });
      return analytics.run(request);
    },
    findByName(text, limit) {
      calls.push({ method: 'findByName', text, limit });
      return analytics.findByName(text, limit);
    },
  };
}

/** Makes the calls one after the other, as an answer does. */
export async function askAgain(analytics: Analytics, calls: readonly AskedCall[]): Promise<void> {
  for (const call of calls) {
    if (call.method === 'run') await analytics.run(call.request);
    else await analytics.findByName(call.text, call.limit);
  }
}

/** Of the calls that an answer makes those, or that of them, that a part is about. */
export function partOf(calls: readonly AskedCall[], part: AskedPart): readonly AskedCall[] {
  if (part === 'name') return calls.filter(({ method }) => method === 'findByName');
  const runs = calls.flatMap((call) => (call.method === 'run' ? [call.request] : []));
  return runs.map((request) => ({ method: 'run', request: part === 'peers' ? request : selectionOf(request, part) }));
}

function selectionOf(request: AnalyticsRequest, part: 'count' | 'figure' | 'figures'): AnalyticsRequest {
  const { filters, metrics } = request;
  if (part === 'count') return { filters, metrics: [], fleet: false };
  const shown = request.statistics?.selection ?? [];
  const selection = part === 'figure' ? shown.slice(0, 1) : shown;
  return { filters, metrics, statistics: { selection, fleet: [], groups: [] }, fleet: false };
}
