import type { Log } from '../log.ts';
import { createCalls, estimateOf, type Result } from './calls.ts';
import { createCircuitBreaker, type Permit } from './circuit-breaker.ts';
import { type BedrockClientOptions, createBedrockClient } from './create-bedrock-client.ts';
import type { Model, ModelFailure, ModelRequest, Reply, TokenUsage } from './model.ts';
import { createRateLimit } from './rate-limit.ts';
import type { TokenBudget, TokenReservation } from './token-budget.ts';
import { withDeadline } from './with-deadline.ts';

export interface BedrockModelOptions extends BedrockClientOptions {
  readonly modelId: string;
  /** How often one person may ask in a minute. */
  readonly questionsPerMinute: number;
  readonly budget: Pick<TokenBudget, 'reserve'>;
  readonly log: Log;
  /** For everything together, retry included, in milliseconds. */
  readonly deadlineMs?: number;
  readonly breaker?: { readonly failures: number; readonly pauseMs: number };
  /** Milliseconds that never run backwards. */
  readonly now?: () => number;
}

/**
 * The one way to a model: Bedrock's Converse, with structured output.
 *
 * A request is refused before it is sent when its asker is too quick, when calls have failed in a row, or when
 * the day's tokens would not do. Otherwise there is an answer or a reason within the deadline, after one
 * retry at most. Nothing of a prompt or a reply is ever in the log.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function createBedrockModel(options: BedrockModelOptions): Model {
  const { modelId, budget, questionsPerMinute, deadlineMs = 2_500, now = () => performance.now() } = options;
  const log = options.log.child({ part: 'model', modelId });
  const client = createBedrockClient(options);
  const breaker = createCircuitBreaker({ failures: 5, pauseMs: 30_000, ...options.breaker, now });
  const pace = createRateLimit({ perMinute: questionsPerMinute, now });

  async function ask(request: ModelRequest): Promise<Reply> {
    const started = now();
    const result = await admitted(request);
    const latencyMs = now() - started;
    const { reading, usage } = result;
    const line = { purpose: request.purpose, latencyMs: Math.round(latencyMs), ...usage };
    if (reading.outcome === 'ok') {
      log.debug(line, 'the model answered');
      return { ...reading, usage: usage ?? { input: 0, output: 0 }, latencyMs, modelId };
    }
    log.warn({ ...line, reason: reading.reason }, 'no usable answer of the model');
    return { ...reading, ...(usage === undefined ? {} : { usage }), latencyMs, modelId };
  }

  async function admitted(request: ModelRequest): Promise<Result> {
    if (request.askerId !== undefined && !pace.take(request.askerId)) return unsent('rateLimited');
    const permit = breaker.enter();
    if (permit === undefined) return unsent('breakerOpen');
    const result = await called(request).catch((error: unknown) => {
      log.error({ err: error }, 'asking the model failed in a way that we do not know');
      return unsent('unavailable');
    });
    settle(permit, result);
    return result;
  }

  async function called(request: ModelRequest): Promise<Result> {
    const calls = createCalls({ client, modelId, request, log });
    const deadline = now() + deadlineMs;
    const timely = await withDeadline(deadlineMs, async (signal) => {
      const reservation = await budget.reserve(estimateOf(request) + request.maxTokens);
      if (reservation === undefined) return unsent('overBudget');
      return calls.run(signal, () => deadline - now()).finally(() => keepBooks(reservation, calls.used()));
    });
    return timely.inTime ? timely.result : calls.cutOff();
  }

  /** Nobody waits for the books; what cannot be written down now stays set aside for the day. */
  function keepBooks(reservation: TokenReservation, { input, output }: TokenUsage): void {
    reservation
      .settle(input + output)
      .catch((error: unknown) => log.error({ err: error }, 'the tokens that were used could not be counted'));
  }

  return { modelId, ask, close: () => client.destroy() };
}

function settle(permit: Permit, { sent, outage }: Result): void {
  if (!sent) permit.release();
  else if (outage) permit.fail();
  else permit.succeed();
}

const unsent = (reason: ModelFailure): Result => ({
  reading: { outcome: 'failed', reason },
  outage: false,
  sent: false,
});
