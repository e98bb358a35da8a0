import type { TokenUsage } from './model.ts';

/** US dollars for a million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** What tokens cost, in US dollars. */
export function costOf(usage: TokenUsage, price: TokenPrice): number {
  return (usage.input * price.input + usage.output * price.output) / 1_000_000;
}
