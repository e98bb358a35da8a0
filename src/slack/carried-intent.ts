import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { intentSchema } from '../intents/intent.ts';
import { proposerSchema } from './proposal.ts';

const carriedSchema = z.strictObject({
  intent: intentSchema,
  /** Where a paged list begins, counted from 0. */
  offset: z.int().min(0).max(1_000_000).optional(),
  /** Who proposed the change, where the intent is one. */
  proposer: proposerSchema.optional(),
});

/** What a button's `value` holds: enough to compute its answer anew, wherever and whenever it is pressed. */
export type CarriedIntent = z.infer<typeof carriedSchema>;

/** Slack's limit for a button's value. @see https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const carriedLimit = 2000;

/** The button value, or undefined when the intent is too long for one. */
export function encodeCarried(carried: CarriedIntent): string | undefined {
  const text = JSON.stringify(carried);
  return text.length <= carriedLimit ? text : undefined;
}

const profileOption = /^profile (?<dataset>\S+) (?<subject>.+)$/u;

/** A select's option that opens a profile. Options hold far less than buttons, so it is no JSON. */
export function encodeProfileOption(dataset: string, id: string): string {
  return `profile ${dataset} ${id}`;
}

/**
 * The intent that a pressed button or a chosen option carries.
 *
 * The value comes back from the client, so it is checked as strictly as typed text.
 *
 * @throws {AppError} `input.invalid` when it is not one of ours, or from a version that we no longer read
 */
export function decodeCarried(value: string | undefined): CarriedIntent {
  try {
    const option = profileOption.exec(value ?? '')?.groups;
    return carriedSchema.parse(
      option === undefined ? JSON.parse(value ?? '') : { intent: { kind: 'profile', ...option } },
    );
  } catch (cause) {
    throw new AppError('input.invalid', 'a button carried something that is no intent', { cause });
  }
}
