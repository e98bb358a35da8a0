import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { createHttpHandler } from './http-handler.ts';

export interface BedrockClientOptions {
  readonly region: string;
  /** A Bedrock elsewhere than in AWS. */
  readonly endpoint?: string;
}

const placeholderCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * A client that sends each request once; when to try again is decided where the deadline is known.
 *
 * Credentials come from the AWS chain. An endpoint that is reached without TLS gets placeholders instead:
 * no real key or bearer token travels in the clear, and a stand-in needs none.
 */
export function createBedrockClient({ region, endpoint }: BedrockClientOptions): BedrockRuntimeClient {
  const isPlain = endpoint !== undefined && new URL(endpoint).protocol === 'http:';
  return new BedrockRuntimeClient({
    region,
    maxAttempts: 1,
    requestHandler: createHttpHandler(),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(isPlain ? { credentials: placeholderCredentials, authSchemePreference: ['sigv4'] } : {}),
  });
}
