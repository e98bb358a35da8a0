import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describeTable } from './check-table.ts';

/** Rules compare what an item was with what it is. */
export const streamView = 'NEW_AND_OLD_IMAGES';

/** Whether a table tells its changes so that they can be followed; if not, why, in words for the log. */
export type TableStream = { readonly arn: string } | { readonly reason: string };

/**
 * The stream of a table as it is now.
 *
 * @throws {AppError} `repository.{throttled,unavailable}`; a table that is not there has no stream
 */
export async function streamOf(client: DynamoDBDocumentClient, tableName: string): Promise<TableStream> {
  const table = await describeTable(client, tableName);
  return table === undefined ? { reason: `the table ${tableName} does not exist` } : streamIn(table, tableName);
}

/** The ARN of a table's stream, if it has one with new and old images. @throws {AppError} as `streamOf` */
export async function streamArnOf(client: DynamoDBDocumentClient, tableName: string): Promise<string | undefined> {
  const stream = await streamOf(client, tableName);
  return 'arn' in stream ? stream.arn : undefined;
}

/** The stream that a description tells of; the ARN of one that was switched off stays in there. */
export function streamIn(
  { StreamSpecification: stream, LatestStreamArn: arn }: TableDescription,
  name: string,
): TableStream {
  if (stream?.StreamEnabled !== true || arn === undefined) return { reason: `${name} has no stream` };
  if (stream.StreamViewType === streamView) return { arn };
  return { reason: `the stream of ${name} tells ${stream.StreamViewType ?? 'nothing'}, not ${streamView}` };
}
