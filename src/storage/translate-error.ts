import { AppError, type ErrorCode, type ErrorDetails } from '../errors/app-error.ts';

interface Translation {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly message: string;
}

type Kind = 'throttled' | 'missing' | 'invalid' | 'refused' | 'anonymous' | 'unavailable' | 'unknown';

const translations: Readonly<Record<Kind, Translation>> = {
  throttled: { code: 'repository.throttled', retryable: true, message: 'DynamoDB asks to slow down' },
  missing: { code: 'repository.missing_table', retryable: false, message: 'the table or index does not exist' },
  invalid: { code: 'repository.invalid', retryable: false, message: 'DynamoDB finds the request invalid' },
  refused: { code: 'repository.unavailable', retryable: false, message: 'DynamoDB refuses our credentials' },
  anonymous: { code: 'repository.unavailable', retryable: false, message: 'there are no AWS credentials to be found' },
  unavailable: { code: 'repository.unavailable', retryable: true, message: 'DynamoDB cannot be reached' },
  unknown: {
    code: 'repository.unavailable',
    retryable: false,
    message: 'DynamoDB failed in a way that we do not know',
  },
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const kindByName: Readonly<Record<string, Kind>> = {
  ProvisionedThroughputExceededException: 'throttled',
  ThrottlingException: 'throttled',
  ThrottledException: 'throttled',
  RequestLimitExceeded: 'throttled',
  LimitExceededException: 'throttled',
  TooManyRequestsException: 'throttled',
  // A transaction is at the same item, and over in a moment; the client does not try again by itself.
  TransactionConflictException: 'throttled',
  TransactionInProgressException: 'throttled',
  ResourceNotFoundException: 'missing',
  ValidationException: 'invalid',
  ItemCollectionSizeLimitExceededException: 'invalid',
  AccessDeniedException: 'refused',
  UnrecognizedClientException: 'refused',
  InvalidSignatureException: 'refused',
  IncompleteSignatureException: 'refused',
  MissingAuthenticationTokenException: 'refused',
  ExpiredTokenException: 'refused',
  ExpiredToken: 'refused',
  CredentialsProviderError: 'anonymous',
  InternalServerError: 'unavailable',
  ServiceUnavailable: 'unavailable',
  TimeoutError: 'unavailable',
  AbortError: 'unavailable',
  TokenProviderError: 'anonymous',
};

/**
 * The `repository.*` error for whatever DynamoDB, its client or the network threw.
 *
 * Each call is translated once, where it was made; an error that is ours already passes unchanged.
 * `retryable` says whether the same call may succeed later; the client has retried by then.
 */
export function translateError(error: unknown, details: ErrorDetails = {}): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const { code, retryable, message } = translations[kindOf(name, error)];
  return new AppError(code, `${message} (${name})`, {
    retryable,
    details: { ...details, vendorError: name },
    cause: error,
  });
}

function kindOf(name: string, error: unknown): Kind {
  const kind = Object.hasOwn(kindByName, name) ? kindByName[name] : undefined;
  // A missing index has no name of its own among the errors.
  if (kind === 'invalid' && error instanceof Error && /specified index/i.test(error.message)) return 'missing';
  return kind ?? (isPassing(error) ? 'unavailable' : 'unknown');
}

/** Whether an error is one of the network, or of a server that may be well again later. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } };
  const network = typeof code === 'string' && /^E[A-Z_]+$/.test(code) && !code.startsWith('ERR_');
  return network || ($metadata?.httpStatusCode ?? 0) >= 500;
}

/** Runs a call and translates what it throws. */
export async function translated<Result>(details: ErrorDetails, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw translateError(error, details);
  }
}
