import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface DocumentClientOptions {
  readonly region: string;
  /** A DynamoDB elsewhere than in AWS. */
  readonly endpoint?: string | undefined;
  /** `chain`: the AWS credential chain, whatever the endpoint. Absent: see below. */
  readonly credentials?: 'chain' | undefined;
  /** After how long a request that has had no answer is given up, in milliseconds. */
  readonly requestTimeoutMs?: number;
  /** How often a request is sent at most, the first time included. */
  readonly maxAttempts?: number;
}

/** DynamoDB Local allows letters and digits only. */
const placeholderCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const sockets = { keepAlive: true, maxSockets: 64 };

/**
 * A client that speaks plain objects, gives up on silence, and reads every number as a JavaScript number.
 *
 * Credentials come from the AWS chain, unless the endpoint is a stand-in: one on this machine, or one that
 * is reached without TLS. Those get placeholders, so that nobody needs an AWS account to try the product,
 * and no real key signs what travels in the clear.
 *
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-node-http-handler/
 */
export function createDocumentClient(options: DocumentClientOptions): DynamoDBDocumentClient {
  const base = new DynamoDBClient(clientConfiguration(options));
  const client = DynamoDBDocumentClient.from(base, {
    marshallOptions: { removeUndefinedValues: true },
    // A number that no JavaScript number holds would otherwise come as a BigInt, or fail a whole page.
    unmarshallOptions: { wrapNumbers: Number },
  });
  // Its own does nothing, and would leave the sockets open.
  client.destroy = () => base.destroy();
  return client;
}

/** What every client of DynamoDB is made with, that of its streams too. */
export function clientConfiguration(options: DocumentClientOptions): ClientConfiguration {
  const { region, endpoint, credentials, requestTimeoutMs = 10_000, maxAttempts = 4 } = options;
  const usesPlaceholders = endpoint !== undefined && credentials !== 'chain' && isStandIn(endpoint);
  return {
    region,
    maxAttempts,
    requestHandler: {
      connectionTimeout: Math.min(requestTimeoutMs, 3_000),
      requestTimeout: requestTimeoutMs,
      // Without this the timeout is a line in the log, and the request hangs on.
      throwOnRequestTimeout: true,
      httpAgent: sockets,
      httpsAgent: sockets,
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(usesPlaceholders ? { credentials: placeholderCredentials } : {}),
  };
}

interface ClientConfiguration {
  readonly region: string;
  readonly maxAttempts: number;
  readonly requestHandler: object;
  readonly endpoint?: string;
  readonly credentials?: typeof placeholderCredentials;
}

/** Whether an endpoint is a DynamoDB for development, where any credentials do. */
export function isStandIn(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'http:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
