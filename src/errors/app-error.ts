/** Every failure code in the product, by family; a vendor's error becomes one of these in the adapter that met it. */
export type ErrorCode =
  | 'config.invalid'
  | 'config.engine_missing'
  | 'input.invalid'
  | 'intent.unclear'
  | 'intent.invalid_output'
  | 'intent.unavailable'
  | 'repository.not_found'
  | 'repository.conflict'
  | 'repository.invalid'
  | 'repository.missing_table'
  | 'repository.throttled'
  | 'repository.unavailable'
  | 'slack.rejected'
  | 'slack.rate_limited'
  | 'slack.unavailable'
  | 'slack.forbidden';

/** Facts for the log and for tests: names, counts, codes. Never a secret, never a personal attribute. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

interface AppErrorOptions {
  readonly retryable?: boolean;
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

/**
 * The one error type that crosses rooms.
 *
 * `message` is written for the log; what a person sees comes from `toUserMessage`.
 * `retryable` says whether the same call may succeed later, unchanged.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}
