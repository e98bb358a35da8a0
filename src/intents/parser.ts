import type { ModelFailure } from '../models/model.ts';
import type { Intent } from './intent.ts';

/** A text with all that its meaning may depend on. */
export interface Question {
  readonly text: string;
  readonly surface: 'slash' | 'message';
  /** The slash command that was typed, with its slash; it says which dataset is meant. */
  readonly command?: string;
  /** What was asked before in the same conversation. */
  readonly context?: Intent;
  /** The asker's day, as an ISO date. */
  readonly today: string;
  /** Who asks: an opaque id, for rate limits alone. */
  readonly askerId?: string;
}

/** Why the offline parser answered where a model was to: the model failed, or the text is too long to be put to it. */
export type FallbackReason = ModelFailure | 'tooLong';

/** What a text was taken to mean, and how that came about. */
export interface Understanding {
  readonly intent: Intent;
  readonly parser: 'offline' | 'bedrock';
  /** The model that was asked, also when its answer could not be used. */
  readonly modelId?: string;
  readonly tokens?: { readonly input: number; readonly output: number };
  readonly latencyMs: number;
  /** Present when a model was to answer and could not. */
  readonly fallback?: FallbackReason;
  /** Whether an earlier reading of the same question served. */
  readonly cached?: boolean;
}

/** Finds out what people mean. Never throws: what is not understood is an `unclear` intent. */
export interface Parser {
  understand(question: Question): Promise<Understanding>;
}
