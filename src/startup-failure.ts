import type { StorageConfig } from './config.ts';
import { AppError } from './errors/app-error.ts';

/**
 * What the person who started the app is told when it could not start: what is wrong, and where to look.
 *
 * Names settings, never the value of a secret; the log has the rest.
 */
export function startupFailure(error: unknown, storage: StorageConfig): string {
  if (!(error instanceof AppError)) return 'Vitals could not start; the log line above says why.';
  if (error.code.startsWith('config.')) return error.message;
  const sentence = error.message.charAt(0).toUpperCase() + error.message.slice(1);
  return `Vitals could not start. ${sentence}.\n${adviceOn(storage)}`;
}

function adviceOn({ kind, endpoint, region }: StorageConfig): string {
  if (kind === 'aws') {
    return `The data is looked for in AWS, region ${region}: check the AWS credentials, AWS_REGION and the table names.`;
  }
  if (endpoint !== undefined) {
    return `The data is looked for at ${new URL(endpoint).host}: check DYNAMODB_ENDPOINT, and that something listens there.`;
  }
  return 'The data is kept by the embedded engine: check DATA_DIR, and DYNOXIDE_BIN if it is set.';
}
