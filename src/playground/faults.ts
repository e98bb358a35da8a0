/** What goes wrong with a call of the Web API or a response URL. */
export type FaultKind =
  /** 429 with `Retry-After`; nothing is done. */
  | { readonly fault: 'rate_limited'; readonly retryAfterSeconds: number }
  /** A 5xx; nothing is done. */
  | { readonly fault: 'server_error'; readonly status?: number }
  /** The call is done, and the connection breaks before the reply. */
  | { readonly fault: 'lost_reply' }
  /** The connection breaks before anything is done. */
  | { readonly fault: 'dropped' }
  /** The call is done, and its reply comes late. */
  | { readonly fault: 'delay'; readonly delayMs: number }
  /** `ok: false` with this error; nothing is done. */
  | { readonly fault: 'error'; readonly error: string };

/**
 * A fault, for which method (all, when left out; `response_url` for those), which `channel` argument (any), and for
 * how many calls (1).
 */
export type Fault = FaultKind & { readonly method?: string; readonly channel?: string; readonly times?: number };

/** Decides of each call whether it meets a fault. */
export type FaultRule = (method: string, channel: string | undefined) => FaultKind | undefined;

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  pending(): readonly Fault[];
  /** Asks this of every call that meets none of the faults to come, until `clear`; undefined ends it. */
  rule(rule: FaultRule | undefined): void;
  /** The fault that this call meets; used up by being taken. */
  take(method: string, channel?: string): FaultKind | undefined;
}

/** Faults to come, met in the order in which they were added. */
export function createFaults(): Faults {
  let waiting: Fault[] = [];
  let decide: FaultRule | undefined;
  return {
    add: (fault) => {
      waiting.push(fault);
    },
    clear: () => {
      waiting = [];
      decide = undefined;
    },
    rule: (rule) => {
      decide = rule;
    },
    pending: () => [...waiting],
    take(method, channel) {
      const index = waiting.findIndex(
        (fault) =>
          (fault.method === undefined || fault.method === method) &&
          (fault.channel === undefined || fault.channel === channel),
      );
      const fault = waiting[index];
      if (!fault) return decide?.(method, channel);
      const left = (fault.times ?? 1) - 1;
      if (left > 0) waiting[index] = { ...fault, times: left };
      else waiting.splice(index, 1);
      return fault;
    },
  };
}
