import { setTimeout as pause } from 'node:timers/promises';
import { type BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import type { Log } from '../log.ts';
import { type Reading, readReply, toConverseInput } from './converse.ts';
import type { ModelRequest, TokenUsage } from './model.ts';
import { type CallFailure, readFailure } from './read-failure.ts';

/** What came of the calls for one request: the last one's reading, and what all of them used. */
export interface Result {
  readonly reading: Reading;
  readonly usage?: TokenUsage;
  /** Whether the fault is the service's own, and no matter of this one text. */
  readonly outage: boolean;
  readonly sent: boolean;
}

export interface Calls {
  /**
   * One call, and one more where that may help and there is time.
   *
   * @param leftMs how many milliseconds there are until the deadline
   */
  run(signal: AbortSignal, leftMs: () => number): Promise<Result>;
  /** What it came to when the time was up before `run` had a result. */
  cutOff(): Result;
  /** What all calls so far used, or must have. */
  used(): TokenUsage;
}

interface CallsOptions {
  readonly client: BedrockRuntimeClient;
  readonly modelId: string;
  readonly request: ModelRequest;
  readonly log: Log;
}

/** How long to wait before the one retry, and how much time it must find to be worth its while. */
const retry = { baseMs: 100, spreadMs: 150, leastMs: 400 } as const;

/** English in the tokens of any model that we know takes more characters each than this. */
const charactersPerToken = 3;

const nothing: TokenUsage = { input: 0, output: 0 };

/** Roughly how many tokens go in with a request; rather too many than too few. */
export function estimateOf({ system, content, schema }: ModelRequest): number {
  const characters = system.length + content.join('').length + JSON.stringify(schema.schema).length;
  return Math.ceil(characters / charactersPerToken);
}

/** The calls for one request, with what they use added up: a call that was cut off is paid for all the same. */
export function createCalls({ client, modelId, request, log }: CallsOptions): Calls {
  const command = new ConverseCommand(toConverseInput(modelId, request));
  const estimate: TokenUsage = { input: estimateOf(request), output: 0 };
  const done: TokenUsage[] = [];
  let underWay: TokenUsage | undefined;
  let sent = false;

  const used = (): TokenUsage =>
    [...done, underWay ?? nothing].reduce((sum, { input, output }) => ({
      input: sum.input + input,
      output: sum.output + output,
    }));
  const result = (reading: Reading, outage: boolean): Result => {
    const usage = used();
    return { reading, outage, sent, ...(usage.input + usage.output === 0 ? {} : { usage }) };
  };

  async function once(signal: AbortSignal): Promise<Reading | CallFailure> {
    signal.throwIfAborted();
    sent = true;
    underWay = estimate;
    try {
      const reading = readReply(await client.send(command, { abortSignal: signal }));
      done.push(reading.usage ?? estimate);
      return reading;
    } catch (error) {
      const failure = readFailure(error);
      if (failure.paid || signal.aborted) done.push(estimate);
      if (!signal.aborted) {
        log.warn({ vendorError: failure.vendorError, status: failure.status }, 'a call of the model failed');
      }
      return failure;
    } finally {
      underWay = undefined;
    }
  }

  return {
    async run(signal, leftMs) {
      let outcome = await once(signal);
      const waitMs = retry.baseMs + Math.random() * retry.spreadMs;
      if ('retryable' in outcome && outcome.retryable && leftMs() >= waitMs + retry.leastMs) {
        await pause(waitMs, undefined, { signal });
        outcome = await once(signal);
      }
      if ('outcome' in outcome) return result(outcome, false);
      return result({ outcome: 'failed', reason: outcome.reason }, true);
    },
    cutOff: () => result({ outcome: 'failed', reason: 'timeout' }, sent),
    used,
  };
}
