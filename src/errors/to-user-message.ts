import { AppError, type ErrorCode } from './app-error.ts';

/** What a person is told: plain text, and the Slack users to turn to, if any. */
export interface UserMessage {
  readonly text: string;
  /** User ids. */
  readonly ask: readonly string[];
}

/** What a person is told of each failure: what happened, what it means for them, what to do. */
const sentences: Readonly<Record<ErrorCode, (error: AppError) => string>> = {
  'config.invalid': () => 'Vitals is not set up correctly, so it could not answer. Please tell whoever runs it.',
  'config.engine_missing': () => 'Vitals has no database to read from. Please tell whoever runs it.',
  'input.invalid': () =>
    'That button or form is from an older version of Vitals, and can no longer be used. Please ask again.',
  'intent.unclear': () => 'I did not understand that. Try "help" for what I can answer.',
  'intent.invalid_output': () => 'I could not make sense of that question. Please put it in other words.',
  'intent.unavailable': () => 'I could not work out what was asked just now. Please try again in a minute.',
  'repository.not_found': () => 'There is no such record any more. Nothing was changed.',
  'repository.conflict': () =>
    'The value was changed by someone else meanwhile, so nothing was written. Look at it again and repeat the change if it is still right.',
  'repository.invalid': () => 'That value is outside the range that is allowed, so nothing was written.',
  'repository.missing_table': () => 'The table with the data does not exist. Please tell whoever runs Vitals.',
  'repository.throttled': () => 'The database is busy just now. Please try again in a minute.',
  'repository.unavailable': () => 'The database cannot be reached just now. Please try again in a minute.',
  'slack.rejected': () => 'Slack refused the answer in the form it had. Please try a narrower question.',
  'slack.rate_limited': () => 'Slack asked Vitals to slow down. Please try again in a minute.',
  'slack.unavailable': () => 'Slack did not take the answer. Please try again in a minute.',
  'slack.forbidden': (error) => refusal(error),
};

/** Failures that the person can mend, or that say everything there is to say: no reference is needed. */
const selfExplaining: ReadonlySet<ErrorCode> = new Set([
  'input.invalid',
  'intent.unclear',
  'repository.not_found',
  'repository.conflict',
  'repository.invalid',
  'slack.forbidden',
]);

/**
 * What a person is told of any failure.
 *
 * Never the error's own message, which is written for the log. Whatever the person cannot mend
 * themselves carries the reference under which the log has it.
 */
export function toUserMessage(error: unknown, reference: string): UserMessage {
  if (!(error instanceof AppError)) {
    const text = `Something went wrong on our side, and it has been noted. If it stays, pass on this reference: ${reference}`;
    return { text, ask: [] };
  }
  const sentence = sentences[error.code](error);
  return {
    text: selfExplaining.has(error.code) ? sentence : `${sentence} Reference: ${reference}`,
    ask: error.code === 'slack.forbidden' ? editorsIn(error) : [],
  };
}

const refusals: Readonly<Record<string, string>> = {
  notListed: 'Only editors may change values, and you are not one of them.',
  outsider: 'Guests and people from other workspaces may look, but not change values.',
  unverified: 'I could not check with Slack who you are, so I changed nothing. Please try again in a minute.',
};

const alertRefusals: Readonly<Record<string, string>> = {
  notListed: 'Only editors may take care of alerts and watches, and you are not one of them.',
  outsider: 'Guests and people from other workspaces may look, but not take care of alerts and watches.',
  unverified: 'I could not check with Slack who you are, so I changed nothing. Please try again in a minute.',
};

function refusal(error: AppError): string {
  if (error.details['needs'] === 'admin') return adminRefusal(error);
  const kinds = error.details['forWhat'] === 'alerts' ? alertRefusals : refusals;
  const reason = kinds[String(error.details['reason'])] ?? 'Only editors may do that.';
  return editorsIn(error).length > 0
    ? reason
    : `${reason} Nobody may yet: whoever runs Vitals names the editors in VITALS_EDITORS.`;
}

function adminRefusal(error: AppError): string {
  if (error.details['reason'] === 'unverified') {
    return 'I could not check with Slack who you are, so I cannot show that. Please try again in a minute.';
  }
  const reason = 'Only admins of Vitals may see how it is used.';
  if (editorsIn(error).length > 0) return reason;
  return `${reason} Nobody is one yet: whoever runs Vitals names the admins in VITALS_ADMINS.`;
}

function editorsIn({ details }: AppError): readonly string[] {
  return Array.isArray(details['editors']) ? details['editors'].filter((id) => typeof id === 'string') : [];
}
