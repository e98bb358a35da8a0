/** One call's leave to go ahead. Exactly one of the three is to be called when it is over. */
export interface Permit {
  succeed(): void;
  fail(): void;
  /** The call was not made, or says nothing about the other side. */
  release(): void;
}

export interface CircuitBreaker {
  /** Leave for one call; nothing while the other side is given a rest. */
  enter(): Permit | undefined;
}

interface CircuitBreakerOptions {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** How long it stays open before one call may try, in milliseconds. */
  readonly pauseMs: number;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
}

/**
 * A breaker that stops calling after failures in a row, and lets a single call through after a pause:
 * its success closes the breaker, its failure begins another pause.
 */
export function createCircuitBreaker({ failures, pauseMs, now }: CircuitBreakerOptions): CircuitBreaker {
  let inARow = 0;
  let openedAt: number | undefined;
  let trying = false;

  const permit = (isTrial: boolean): Permit => {
    const over = (settle: () => void) => () => {
      if (isTrial) trying = false;
      settle();
    };
    return {
      succeed: over(() => {
        // A call from before the opening must not close it: only the trial tells how things are now.
        if (openedAt !== undefined && !isTrial) return;
        inARow = 0;
        openedAt = undefined;
      }),
      fail: over(() => {
        inARow += 1;
        if (isTrial || (openedAt === undefined && inARow >= failures)) openedAt = now();
      }),
      release: over(() => undefined),
    };
  };

  return {
    enter() {
      if (openedAt === undefined) return permit(false);
      if (trying || now() - openedAt < pauseMs) return undefined;
      trying = true;
      return permit(true);
    },
  };
}
