/** Tokens that are set aside for one request. */
export interface TokenReservation {
  /** Says how many it took in the end; the rest is free again. To be called once. */
  settle(used: number): Promise<void>;
}

/** The tokens that all people together may use in a day; kept where every instance of the app can see it. */
export interface TokenBudget {
  /** Sets tokens aside, or gives undefined when that many are not left of today's. */
  reserve(tokens: number): Promise<TokenReservation | undefined>;
}

interface TokenBudgetOptions {
  readonly dailyTokens: number;
  readonly now: () => Date;
}

/** A budget that this process alone knows, from midnight to midnight UTC. */
export function createTokenBudget({ dailyTokens, now }: TokenBudgetOptions): TokenBudget & {
  /** Tokens left of today's; may be below zero. */
  remaining(): number;
} {
  let day = '';
  let taken = 0;
  const today = (): string => {
    const date = now().toISOString().slice(0, 10);
    if (date !== day) taken = 0;
    day = date;
    return date;
  };
  return {
    async reserve(tokens) {
      const reservedOn = today();
      if (taken + tokens > dailyTokens) return undefined;
      taken += tokens;
      return {
        async settle(used) {
          // Yesterday's books are closed.
          if (today() === reservedOn) taken += used - tokens;
        },
      };
    },
    remaining() {
      today();
      return dailyTokens - taken;
    },
  };
}
