import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { clientConfiguration, type DocumentClientOptions } from '../create-document-client.ts';

/**
 * A client for the streams of the tables that `createDocumentClient` with the same options reaches.
 *
 * It sends a request twice at most: the reader paces its retries by itself, and has to notice soon when it is to stop.
 */
export function createStreamsClient(options: DocumentClientOptions): DynamoDBStreamsClient {
  return new DynamoDBStreamsClient(clientConfiguration({ maxAttempts: 2, ...options }));
}
