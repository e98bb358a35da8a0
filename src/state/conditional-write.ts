import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { ErrorDetails } from '../errors/app-error.ts';
import { translateError } from '../storage/translate-error.ts';

/** What became of a write under a condition. */
export type ConditionalWrite<Output> =
  | { readonly written: true; readonly output: Output }
  /** The condition does not hold. `stored` is what is there, in DynamoDB's own form; undefined when nothing is. */
  | { readonly written: false; readonly stored: Readonly<Record<string, AttributeValue>> | undefined };

/**
 * Sends a write whose condition may well not hold.
 *
 * `stored` needs `ReturnValuesOnConditionCheckFailure: 'ALL_OLD'` in the request.
 *
 * @throws {AppError} `repository.*` for every other failure
 */
export async function writeConditionally<Output>(
  details: ErrorDetails,
  send: () => Promise<Output>,
): Promise<ConditionalWrite<Output>> {
  try {
    return { written: true, output: await send() };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { written: false, stored: error.Item };
    throw translateError(error, details);
  }
}
