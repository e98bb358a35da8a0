import type { ModelFailure } from './model.ts';

export interface CallFailure {
  readonly reason: ModelFailure;
  /** Whether the same call may succeed a moment later. */
  readonly retryable: boolean;
  /** Whether the model may have done work that is paid for, although nothing usable came back. */
  readonly paid: boolean;
  /** The vendor's name of the error, for the log; its message may repeat what a person wrote. */
  readonly vendorError: string;
  readonly status?: number;
}

type Kind = Pick<CallFailure, 'reason' | 'retryable' | 'paid'>;

const kinds = {
  throttled: { reason: 'throttled', retryable: true, paid: false },
  /** The model took too long at the vendor's own clock. */
  slow: { reason: 'timeout', retryable: true, paid: true },
  passing: { reason: 'unavailable', retryable: true, paid: false },
  dropped: { reason: 'unavailable', retryable: true, paid: true },
  lasting: { reason: 'unavailable', retryable: false, paid: false },
  garbled: { reason: 'malformed', retryable: false, paid: true },
} as const satisfies Record<string, Kind>;

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors */
const kindByName: Readonly<Record<string, Kind>> = {
  ThrottlingException: kinds.throttled,
  ServiceQuotaExceededException: kinds.throttled,
  ModelTimeoutException: kinds.slow,
  ServiceUnavailableException: kinds.passing,
  InternalServerException: kinds.passing,
  ModelNotReadyException: kinds.passing,
  ModelErrorException: kinds.passing,
  AccessDeniedException: kinds.lasting,
  ResourceNotFoundException: kinds.lasting,
  ValidationException: kinds.lasting,
  CredentialsProviderError: kinds.lasting,
  TokenProviderError: kinds.lasting,
};

/** Never reached, so nothing was asked. */
const unreached: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What an error of the SDK, its credentials or the network means for the call. */
export function readFailure(error: unknown): CallFailure {
  const { name = 'unknown', code, $metadata } = detailsOf(error);
  const status = $metadata?.httpStatusCode;
  return {
    ...kindOf(name, code, status),
    vendorError: code === undefined ? name : `${name} ${code}`,
    ...(status === undefined ? {} : { status }),
  };
}

interface Details {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function detailsOf(error: unknown): Details {
  if (typeof error !== 'object' || error === null) return {};
  const { name, code, $metadata } = error as { name?: unknown; code?: unknown; $metadata?: Details['$metadata'] };
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...($metadata === undefined ? {} : { $metadata }),
  };
}

function kindOf(name: string, code: string | undefined, status: number | undefined): Kind {
  const named = Object.hasOwn(kindByName, name) ? kindByName[name] : undefined;
  if (named !== undefined) return named;
  if (code !== undefined) return unreached.has(code) ? kinds.passing : kinds.dropped;
  if (status === undefined) return kinds.lasting;
  if (status === 429) return kinds.throttled;
  if (status >= 500) return kinds.passing;
  // A status that promises a reply, with something else in its place.
  return status < 300 ? kinds.garbled : kinds.lasting;
}
