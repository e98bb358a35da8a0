import { describe, expect, it } from 'vitest';
import { type Environment, readConfig, secretsOf } from '../src/config.ts';
import { AppError } from '../src/errors/app-error.ts';

const botToken = 'xoxb-111-222-abcDEF';
const appToken = 'xapp-1-A111-222-abcdef';
const signingSecret = '0123456789abcdef0123456789abcdef';

function failureOf(environment: Environment): AppError {
  try {
    readConfig({}, environment);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('the configuration was accepted');
}

describe('readConfig', () => {
  it('needs nothing at all: the playground on an embedded store', () => {
    const config = readConfig({}, {});

    expect(config).toMatchObject({
      slack: { mode: 'playground' },
      port: 3000,
      storage: {
        kind: 'embedded',
        region: 'us-west-2',
        dataDirectory: '.data',
        tables: { agents: 'ZillowAgents' },
        stateTable: 'vitals-state',
      },
      rights: { editors: [], admins: [] },
      logLevel: 'info',
      agentCount: 500,
    });
  });

  it('takes Socket Mode from a bot token and an app token', () => {
    const { slack } = readConfig({}, { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken });

    expect(slack).toEqual({ mode: 'socket', botToken, appToken, apiUrl: 'https://slack.com/api/' });
  });

  it('takes HTTP from a bot token and a signing secret', () => {
    const { slack } = readConfig(
      {},
      {
        SLACK_BOT_TOKEN: botToken,
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_API_URL: 'http://127.0.0.1:4000/api/',
      },
    );

    expect(slack).toEqual({ mode: 'http', botToken, signingSecret, apiUrl: 'http://127.0.0.1:4000/api/' });
  });

  it('takes the tokens that slack run hands over', () => {
    const { slack } = readConfig({}, { SLACK_CLI_XOXB: botToken, SLACK_CLI_XAPP: appToken });

    expect(slack).toMatchObject({ mode: 'socket', botToken, appToken });
  });

  it('reads lists of people, table names and numbers', () => {
    const config = readConfig(
      {},
      {
        VITALS_EDITORS: 'U012AB3CD, W999',
        VITALS_ADMINS: 'U777',
        TABLE_NAME: 'my-agents',
        NUM_AGENTS: '20',
        CONVERSATION_RETENTION_DAYS: '30',
        PORT: '0',
      },
    );

    expect(config.rights).toEqual({ editors: ['U012AB3CD', 'W999'], admins: ['U777'] });
    expect(config.storage.tables).toEqual({
      agents: 'my-agents',
      entities: 'iops-dashboard-metrics',
      insights: 'iops-dashboard-insights',
    });
    expect([config.agentCount, config.port, config.retentionDays]).toEqual([20, 0, 30]);
  });

  it('counts an empty variable as one that is not set', () => {
    const config = readConfig({}, { SLACK_BOT_TOKEN: '', PORT: ' ' });

    expect([config.slack.mode, config.port]).toEqual(['playground', 3000]);
  });

  it('asks no model unless one is named', () => {
    const config = readConfig({}, { BEDROCK_REGION: 'eu-central-1', BEDROCK_DAILY_TOKENS: '5' });

    expect(config).not.toHaveProperty('bedrock');
  });

  it('takes a model in the region of the record, with a budget and a pace', () => {
    const { bedrock } = readConfig({}, { BEDROCK_MODEL_ID: 'anthropic.some-model-v1:0', AWS_REGION: 'eu-west-1' });

    expect(bedrock).toEqual({
      modelId: 'anthropic.some-model-v1:0',
      region: 'eu-west-1',
      dailyTokens: 2_000_000,
      questionsPerMinute: 20,
    });
  });

  it('takes a model elsewhere, with its price', () => {
    const { bedrock } = readConfig(
      {},
      {
        BEDROCK_MODEL_ID: 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/eu.some-model',
        BEDROCK_REGION: 'us-east-1',
        BEDROCK_ENDPOINT: 'http://127.0.0.1:4010',
        BEDROCK_DAILY_TOKENS: '5000',
        BEDROCK_QUESTIONS_PER_MINUTE: '3',
        BEDROCK_PRICE_INPUT: '0.8',
        BEDROCK_PRICE_OUTPUT: '4',
      },
    );

    expect(bedrock).toEqual({
      modelId: 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/eu.some-model',
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:4010',
      dailyTokens: 5_000,
      questionsPerMinute: 3,
      price: { input: 0.8, output: 4 },
    });
  });

  it('refuses a price of one kind of tokens alone', () => {
    const failure = failureOf({ BEDROCK_MODEL_ID: 'some-model', BEDROCK_PRICE_INPUT: '0.8' });

    expect(failure.details).toEqual({ keys: ['BEDROCK_PRICE_OUTPUT'] });
  });

  it('lets overrides win over the environment', () => {
    const config = readConfig({ TABLE_NAME: 'chosen' }, { TABLE_NAME: 'given' });

    expect(config.storage.tables).toMatchObject({ agents: 'chosen' });
  });

  it.each<[string, string]>([
    ['SLACK_BOT_TOKEN', 'xoxp-wrong-kind'],
    ['SLACK_APP_TOKEN', 'xoxb-wrong-kind'],
    ['SLACK_SIGNING_SECRET', 'not-hexadecimal'],
    ['SLACK_API_URL', 'http://slack.example/api/'],
    ['PORT', '70000'],
    ['STORAGE', 'postgres'],
    ['DYNAMODB_ENDPOINT', 'ftp://there'],
    ['AWS_REGION', 'the moon'],
    ['TABLE_NAME', 'a b'],
    ['STATE_TABLE_NAME', '?!'],
    ['VITALS_EDITORS', 'U012AB3CD,jane'],
    ['VITALS_ADMINS', 'boss'],
    ['LOG_LEVEL', 'chatty'],
    ['NUM_AGENTS', '1e9'],
    ['CONVERSATION_RETENTION_DAYS', 'forever'],
    ['BEDROCK_MODEL_ID', 'some model'],
    ['BEDROCK_ENDPOINT', 'bedrock.example'],
    ['BEDROCK_REGION', 'nowhere'],
    ['BEDROCK_DAILY_TOKENS', '-1'],
    ['BEDROCK_QUESTIONS_PER_MINUTE', 'many'],
  ])('refuses a wrong %s and names it without its value', (key, value) => {
    const failure = failureOf({
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_SIGNING_SECRET: signingSecret,
      [key]: value,
    });

    expect(failure.code).toBe('config.invalid');
    expect(failure.details).toEqual({ keys: [key] });
    expect(failure.message).toContain(`${key} needs`);
    expect(failure.message).not.toContain(value);
  });

  it('names every wrong key in one message', () => {
    const failure = failureOf({ SLACK_BOT_TOKEN: 'hunter2', PORT: 'abc', LOG_LEVEL: 'loud' });

    expect(failure.details['keys']).toEqual(
      expect.arrayContaining(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'PORT', 'LOG_LEVEL']),
    );
    expect(failure.message).not.toMatch(/hunter2|abc|loud/);
  });

  it.each<[Environment, string]>([
    [{ SLACK_BOT_TOKEN: botToken }, 'SLACK_APP_TOKEN'],
    [{ SLACK_APP_TOKEN: appToken }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_SIGNING_SECRET: signingSecret }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_API_URL: 'https://slack-gov.com/api/' }, 'SLACK_BOT_TOKEN'],
  ])('refuses half of the Slack settings %#', (environment, missing) => {
    const failure = failureOf(environment);

    expect(failure.details).toEqual({ keys: [missing] });
  });

  it('cannot be changed afterwards', () => {
    const config = readConfig({}, {});

    expect(() => Object.assign(config.rights.editors, ['U666'])).toThrow(TypeError);
    expect(() => Object.assign(config.storage, { kind: 'aws' })).toThrow(TypeError);
  });
});

describe('secretsOf', () => {
  it('lists what a log must not show', () => {
    const config = readConfig({}, { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret });

    expect(secretsOf(config)).toEqual([botToken, signingSecret]);
  });
});

describe('readConfig for insights', () => {
  it('keeps the insights in their own region unless one region is set for all', () => {
    const regionsOf = (environment: Environment) => {
      const { region, insightsRegion } = readConfig({}, environment).storage;
      return [region, insightsRegion];
    };

    expect(regionsOf({})).toEqual(['us-west-2', 'us-east-1']);
    expect(regionsOf({ AWS_REGION: 'eu-west-1' })).toEqual(['eu-west-1', 'eu-west-1']);
    expect(regionsOf({ AWS_REGION: 'eu-west-1', INSIGHTS_REGION: 'us-east-2' })).toEqual(['eu-west-1', 'us-east-2']);
  });

  it('reads where alerts go, how they are grouped, and who is told next', () => {
    const { alerts } = readConfig(
      {},
      {
        ALERT_CHANNEL: 'C012AB3CD',
        ALERT_MIN_RISK: '60',
        ALERT_GROUP_INTERVAL_SECONDS: '30',
        ALERT_REPEAT_HOURS: '4',
        ALERT_ESCALATE_TO: 'U012AB3CD, C999',
        ALERT_ESCALATE_MINUTES: '30',
        ALERT_QUIET_HOURS: '22:00-07:00',
        LEASE_SECONDS: '5',
        LAMBDA_RULES: 'entities',
        VITALS_TIME_ZONE: 'Europe/Berlin',
        SWEEP_AT: '4:30',
        DIGEST_CHANNEL: 'C777',
        DIGEST_AT: 'Friday 9:00',
      },
    );

    expect(alerts).toEqual({
      channel: 'C012AB3CD',
      aboveRisk: 60,
      groupWaitMs: 0,
      groupIntervalMs: 30_000,
      repeatIntervalMs: 14_400_000,
      escalation: { afterMs: 1_800_000, targets: ['U012AB3CD', 'C999'] },
      quietHours: { from: '22:00', to: '07:00' },
      leaseMs: 5_000,
      lambdaRules: ['entities'],
      zone: 'Europe/Berlin',
      sweepAt: '04:30',
      digest: { channel: 'C777', every: 'week', at: '09:00', weekday: 5 },
    });
  });

  it.each([
    ['ALERT_CHANNEL', '#cs-alerts', 'id of a channel'],
    ['ALERT_QUIET_HOURS', '22-7', 'two times of day'],
    ['ALERT_ESCALATE_TO', 'dana', 'ids of channels or people'],
    ['VITALS_TIME_ZONE', 'Berlin', 'time zone like'],
    ['DIGEST_AT', 'noon', 'time of day'],
    ['SWEEP_AT', '25:00', 'time of day'],
  ])('says what %s needs', (key, value, advice) => {
    expect(failureOf({ [key]: value }).message).toContain(`${key} needs`);
    expect(failureOf({ [key]: value }).message).toContain(advice);
  });
});
