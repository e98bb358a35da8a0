import {
  InternalServerError,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors/app-error.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { checkTable } from '../../src/storage/check-table.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { translateError } from '../../src/storage/translate-error.ts';

const plain = { message: 'from AWS', $metadata: {} };
const named = (name: string, message = ''): Error => Object.assign(new Error(message), { name });

describe('translateError', () => {
  it.each([
    [new ProvisionedThroughputExceededException(plain), 'repository.throttled', true],
    [named('ThrottlingException'), 'repository.throttled', true],
    [named('RequestLimitExceeded'), 'repository.throttled', true],
    [named('TransactionConflictException'), 'repository.throttled', true],
    [new ResourceNotFoundException(plain), 'repository.missing_table', false],
    [named('ValidationException', 'The table does not have the specified index: X'), 'repository.missing_table', false],
    [named('ValidationException', 'One or more parameter values were invalid'), 'repository.invalid', false],
    [new InternalServerError(plain), 'repository.unavailable', true],
    [named('TimeoutError'), 'repository.unavailable', true],
    [named('AbortError'), 'repository.unavailable', true],
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'repository.unavailable', true],
    [named('AccessDeniedException'), 'repository.unavailable', false],
    [named('CredentialsProviderError'), 'repository.unavailable', false],
    [Object.assign(new Error('Bad Gateway'), { $metadata: { httpStatusCode: 502 } }), 'repository.unavailable', true],
    [new TypeError('a fault of ours'), 'repository.unavailable', false],
    ['not even an error', 'repository.unavailable', false],
  ])('makes %s a %s', (error, code, retryable) => {
    const translated = translateError(error, { tableName: 'ZillowAgents' });

    expect(translated).toMatchObject({ code, retryable, cause: error, details: { tableName: 'ZillowAgents' } });
  });

  it('leaves an error of ours as it is', () => {
    const error = new AppError('repository.conflict', 'changed');

    expect(translateError(error)).toBe(error);
  });

  it('translates what the network says when nobody listens', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });

    await expect(checkTable(client, stateTable)).rejects.toMatchObject({
      code: 'repository.unavailable',
      retryable: true,
    });
  });
});
