/** The tokens that all people together may use in a day; kept where every instance of the app can see it. */
export interface TokenBudget {
  /** Tokens left of today's; may be below zero. */
  remaining(): Promise<number>;
  spend(tokens: number): Promise<void>;
}

interface TokenBudgetOptions {
  readonly dailyTokens: number;
  readonly now: () => Date;
}

/** A budget that this process alone knows, from midnight to midnight UTC. */
export function createTokenBudget({ dailyTokens, now }: TokenBudgetOptions): TokenBudget {
  let day = '';
  let spent = 0;
  const turn = (): void => {
    const today = now().toISOString().slice(0, 10);
    if (today !== day) spent = 0;
    day = today;
  };
  return {
    async remaining() {
      turn();
      return dailyTokens - spent;
    },
    async spend(tokens) {
      turn();
      spent += tokens;
    },
  };
}
