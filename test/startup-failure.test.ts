import { describe, expect, it } from 'vitest';
import type { StorageConfig } from '../src/config.ts';
import { AppError } from '../src/errors/app-error.ts';
import { startupFailure } from '../src/startup-failure.ts';

const storage = (overrides: Partial<StorageConfig> = {}): StorageConfig => ({
  kind: 'embedded',
  region: 'us-west-2',
  insightsRegion: 'us-east-1',
  dataDirectory: '.data',
  tables: { agents: 'ZillowAgents' },
  stateTable: 'vitals-state',
  ...overrides,
});
const unreachable = new AppError('repository.unavailable', 'DynamoDB cannot be reached (TimeoutError)');

describe('startupFailure', () => {
  it.each<[string, StorageConfig, string]>([
    ['an endpoint', storage({ endpoint: 'http://user:secret@127.0.0.1:9/' }), 'DYNAMODB_ENDPOINT'],
    ['AWS', storage({ kind: 'aws', region: 'eu-west-1' }), 'eu-west-1'],
    ['the embedded engine', storage(), 'DATA_DIR'],
  ])('says what is wrong with %s and where to look', (_title, config, setting) => {
    const text = startupFailure(unreachable, config);

    expect(text).toContain('DynamoDB cannot be reached');
    expect(text).toContain(setting);
    expect(text).not.toContain('secret');
  });

  it('repeats what a wrong configuration says of itself', () => {
    expect(startupFailure(new AppError('config.invalid', 'PORT needs a number'), storage())).toBe(
      'PORT needs a number',
    );
  });

  it('shows nothing of an unknown error', () => {
    expect(startupFailure(new Error('token xoxb-1'), storage())).not.toContain('xoxb');
  });
});
