/** What a model took in and gave out; `input` counts what it read from a cache as well. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
}

export interface ModelRequest {
  /** What the call is for: tags it at the vendor and in the log. */
  readonly purpose: 'understand' | 'explain';
  /** The instructions. Nothing that a person wrote belongs here. */
  readonly system: string;
  /** The parts of the one message that is sent; what people wrote is in here alone. */
  readonly content: readonly string[];
  /** The JSON schema of the reply, in the keywords that structured output allows. */
  readonly schema: { readonly name: string; readonly schema: { readonly [keyword: string]: unknown } };
  /** The longest reply. */
  readonly maxTokens: number;
  /** Who caused the call, for the pace of one person; an opaque id. */
  readonly askerId?: string;
}

/**
 * Why there is no usable reply: the closed list.
 *
 * `stopped`: cut off or astray before its end. `refused`: by the model or a guardrail. `malformed`: no JSON.
 * `breakerOpen`, `overBudget`, `rateLimited`: not asked at all.
 */
export type ModelFailure =
  | 'timeout'
  | 'throttled'
  | 'unavailable'
  | 'stopped'
  | 'refused'
  | 'malformed'
  | 'breakerOpen'
  | 'overBudget'
  | 'rateLimited';

/** What became of a request. `json` is parsed and nothing more: its reader checks it. */
export type Reply =
  | {
      readonly outcome: 'ok';
      readonly json: unknown;
      readonly usage: TokenUsage;
      readonly latencyMs: number;
      readonly modelId: string;
    }
  | {
      readonly outcome: 'failed';
      readonly reason: ModelFailure;
      /** Present when the model did work that is paid for. */
      readonly usage?: TokenUsage;
      readonly latencyMs: number;
      readonly modelId: string;
    };

/** A language model that answers in JSON. */
export interface Model {
  readonly modelId: string;
  /** The reply, or why there is none, before the deadline. Never rejects. */
  ask(request: ModelRequest): Promise<Reply>;
  /** Lets go of its connections. */
  close(): void;
}
