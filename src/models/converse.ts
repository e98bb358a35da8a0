import type {
  ConverseCommandInput,
  ConverseCommandOutput,
  TokenUsage as VendorUsage,
} from '@aws-sdk/client-bedrock-runtime';
import type { ModelFailure, ModelRequest, TokenUsage } from './model.ts';

/** What one answered call came to. */
export type Reading = (
  | { readonly outcome: 'ok'; readonly json: unknown }
  | { readonly outcome: 'failed'; readonly reason: ModelFailure }
) & { readonly usage?: TokenUsage };

/**
 * The parameters of one Converse call.
 *
 * No temperature: newer models refuse a request that names one.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html
 */
export function toConverseInput(modelId: string, request: ModelRequest): ConverseCommandInput {
  return {
    modelId,
    system: [{ text: request.system }],
    messages: [{ role: 'user', content: request.content.map((text) => ({ text })) }],
    inferenceConfig: { maxTokens: request.maxTokens },
    outputConfig: {
      textFormat: {
        type: 'json_schema',
        structure: { jsonSchema: { name: request.schema.name, schema: JSON.stringify(request.schema.schema) } },
      },
    },
    requestMetadata: { application: 'vitals', purpose: request.purpose },
  };
}

/** Why a reply that stopped for another reason than its end cannot be used. */
const reasonByStop: Readonly<Record<string, ModelFailure>> = {
  max_tokens: 'stopped',
  model_context_window_exceeded: 'stopped',
  tool_use: 'stopped',
  malformed_model_output: 'malformed',
  malformed_tool_use: 'malformed',
  guardrail_intervened: 'refused',
  content_filtered: 'refused',
  refusal: 'refused',
};

/** Reads a reply: JSON when it came to its end, else why it is of no use. */
export function readReply(output: ConverseCommandOutput): Reading {
  const usage = readUsage(output.usage);
  const paid = usage === undefined ? {} : { usage };
  const stop: string | undefined = output.stopReason;
  if (stop !== 'end_turn' && stop !== 'stop_sequence') {
    const known = stop !== undefined && Object.hasOwn(reasonByStop, stop);
    return { outcome: 'failed', reason: (known ? reasonByStop[stop] : undefined) ?? 'stopped', ...paid };
  }
  try {
    return { outcome: 'ok', json: JSON.parse(textOf(output)), ...paid };
  } catch {
    return { outcome: 'failed', reason: 'malformed', ...paid };
  }
}

/** Other blocks than text are a model's reasoning, which is none of the reply. */
function textOf({ output }: ConverseCommandOutput): string {
  const content: unknown = output?.message?.content;
  if (!Array.isArray(content)) return '';
  return content.map((block) => (typeof block?.text === 'string' ? block.text : '')).join('');
}

function readUsage(usage: VendorUsage | undefined): TokenUsage | undefined {
  if (usage === undefined || usage === null) return undefined;
  const count = (tokens: unknown): number => (Number.isFinite(tokens) ? Math.max(0, Number(tokens)) : 0);
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  return {
    input: count(inputTokens) + count(cacheReadInputTokens) + count(cacheWriteInputTokens),
    output: count(outputTokens),
  };
}
