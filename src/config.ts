import { z } from 'zod';
import { storedDatasets } from './catalog/catalog.ts';
import type { Dataset } from './catalog/define-dataset.ts';
import { type AlertsConfig, alertSettings, alertsConfig } from './config-alerts.ts';
import { type ReadModelConfig, readModelConfig, readModelSettings } from './config-read-model.ts';
import { AppError } from './errors/app-error.ts';

/** How Slack is reached: not at all, over a WebSocket that we open, or over HTTP requests to us. */
export type SlackConfig =
  | { readonly mode: 'playground' }
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string; readonly apiUrl: string }
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string; readonly apiUrl: string };

/** Which DynamoDB keeps the record. `endpoint` wins over the engine, `enginePath` over the engine that is found. */
export interface StorageConfig {
  readonly kind: 'embedded' | 'aws';
  readonly region: string;
  /** Where the metrics, the insights and the app's own table are: an insight and its alert are one transaction. */
  readonly insightsRegion: string;
  readonly endpoint?: string;
  readonly enginePath?: string;
  /** Where the engine's program is looked for when none is given (`PATH`). */
  readonly searchPath?: string;
  readonly dataDirectory: string;
  /** The table of each dataset, by the dataset's name. */
  readonly tables: Readonly<Record<string, string>>;
  readonly stateTable: string;
}

/** The model that is asked what a question means; without one, the offline parser answers alone. */
export interface BedrockConfig {
  /** A model, an inference profile, or the ARN of one. */
  readonly modelId: string;
  readonly region: string;
  /** A Bedrock elsewhere than in AWS. */
  readonly endpoint?: string;
  /** Input and output tokens together, of all people, from midnight to midnight UTC. */
  readonly dailyTokens: number;
  /** How often one person's questions may reach the model in a minute. */
  readonly questionsPerMinute: number;
  /** US dollars for a million tokens; without it no cost is shown. */
  readonly price?: { readonly input: number; readonly output: number };
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  readonly slack: SlackConfig;
  /** The port of the page, of Slack's requests, or of `/healthz` alone; 0 takes any free one. */
  readonly port: number;
  readonly storage: StorageConfig;
  readonly bedrock?: BedrockConfig;
  /** Slack user ids. Whoever is in neither list only views; admins may do what editors may. */
  readonly rights: { readonly editors: readonly string[]; readonly admins: readonly string[] };
  readonly logLevel: (typeof logLevels)[number];
  /** How long the record of a question is kept, in days. @see 002_376c8fef59f75ba5.txt, "Retention Policies" */
  readonly retentionDays: number;
  /** How many agents the first run makes. */
  readonly agentCount: number;
  /** How many students, tutors, subjects and regions the first run makes. */
  readonly entityCount: number;
  readonly alerts: AlertsConfig;
  /** Absent where the record is to answer everything. */
  readonly readModel?: ReadModelConfig;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @see 000_711b374b3bbca444.txt and 003_2efa9edf8ad539cf.txt: each names the region of its own tables */
const defaultRegion = 'us-west-2';
const defaultInsightsRegion = 'us-east-1';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

const match = (pattern: RegExp, advice: string) => z.string().regex(pattern, advice);
const wholeNumber = (min: number, max: number, advice: string) =>
  z.string().regex(/^\d+$/, advice).transform(Number).pipe(z.number().min(min, advice).max(max, advice));
const url = (advice: string, isFine: (url: URL) => boolean) =>
  z.string().refine((text) => URL.canParse(text) && isFine(new URL(text)), advice);
const userIds = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .pipe(z.array(z.string().regex(/^[UW][A-Z0-9]+$/, 'needs Slack user ids like U012AB3CD, separated by commas')));
const tableName = match(/^[\w.-]{3,255}$/, 'needs 3 to 255 letters, digits, dots, dashes or underscores');
const region = match(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'needs a region like us-west-2');
const price = match(/^\d{1,6}(\.\d+)?$/, 'needs US dollars for a million tokens, like 0.80').transform(Number);

const settings = z.object({
  SLACK_BOT_TOKEN: match(
    /^xoxb-[\w-]+$/,
    'needs the bot token that begins with xoxb- ("OAuth & Permissions")',
  ).optional(),
  SLACK_APP_TOKEN: match(
    /^xapp-[\w-]+$/,
    'needs the app-level token that begins with xapp- ("Basic Information", scope connections:write)',
  ).optional(),
  SLACK_SIGNING_SECRET: match(
    /^[0-9a-f]{32,}$/i,
    'needs the signing secret: 32 hexadecimal digits ("Basic Information")',
  ).optional(),
  SLACK_API_URL: url(
    'needs an https:// address, or http:// on this machine',
    ({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && loopbackHosts.includes(hostname)),
  ).optional(),
  PORT: wholeNumber(0, 65_535, 'needs a whole number from 0 to 65535').default(3000),
  DATA_DIR: z.string().default('.data'),
  STORAGE: z.enum(['embedded', 'aws'], 'needs embedded or aws').default('embedded'),
  DYNAMODB_ENDPOINT: url('needs an http:// or https:// address', ({ protocol }) =>
    /^https?:$/.test(protocol),
  ).optional(),
  DYNOXIDE_BIN: z.string().optional(),
  PATH: z.string().optional(),
  AWS_REGION: region.optional(),
  INSIGHTS_REGION: region.optional(),
  BEDROCK_MODEL_ID: match(/^[\w.:/-]{1,2048}$/, 'needs the id or ARN of a model or an inference profile').optional(),
  BEDROCK_ENDPOINT: url('needs an http:// or https:// address', ({ protocol }) =>
    /^https?:$/.test(protocol),
  ).optional(),
  BEDROCK_REGION: region.optional(),
  BEDROCK_DAILY_TOKENS: wholeNumber(1, 1e12, 'needs a whole number of tokens from 1 to 1000000000000').default(
    2_000_000,
  ),
  BEDROCK_QUESTIONS_PER_MINUTE: wholeNumber(1, 10_000, 'needs a whole number from 1 to 10000').default(20),
  BEDROCK_PRICE_INPUT: price.optional(),
  BEDROCK_PRICE_OUTPUT: price.optional(),
  STATE_TABLE_NAME: tableName.default('vitals-state'),
  VITALS_EDITORS: userIds.default([]),
  VITALS_ADMINS: userIds.default([]),
  LOG_LEVEL: z.enum(logLevels, `needs one of ${logLevels.join(', ')}`).default('info'),
  CONVERSATION_RETENTION_DAYS: wholeNumber(1, 3650, 'needs a whole number of days from 1 to 3650').default(1095),
  NUM_ENTITIES: wholeNumber(0, 1_000_000, 'needs a whole number from 0 to 1000000').default(200),
  NUM_AGENTS: wholeNumber(1, 1_000_000, 'needs a whole number from 1 to 1000000').default(500),
  ...alertSettings,
  ...readModelSettings,
  ...Object.fromEntries(
    storedDatasets.map(({ table }: Dataset) => [table.nameVariable, tableName.default(table.name)] as const),
  ),
});
type Settings = z.infer<typeof settings>;

/**
 * The configuration: read once, checked, frozen.
 *
 * An empty variable counts as one that is not set. `slack run` hands its tokens over under names of its own,
 * which stand in for ours.
 *
 * @throws {AppError} `config.invalid` with one message that names every wrong key and what it needs, never its value
 * @see https://docs.slack.dev/tools/slack-cli/reference/hooks for the names that `slack run` uses
 */
export function readConfig(overrides: Environment = {}, environment: Environment = process.env): Config {
  const given = { ...withoutBlanks(environment), ...withoutBlanks(overrides) };
  const parsed = settings.safeParse({
    ...given,
    SLACK_BOT_TOKEN: given['SLACK_BOT_TOKEN'] ?? given['SLACK_CLI_XOXB'],
    SLACK_APP_TOKEN: given['SLACK_APP_TOKEN'] ?? given['SLACK_CLI_XAPP'],
  });
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]);
  const wrong = new Map([...problemsOfSlack(given), ...problemsOfPrice(given), ...problems] as [string, string][]);
  if (!parsed.success || wrong.size > 0) throw invalid(wrong);
  return freeze({
    slack: slackConfig(parsed.data),
    port: parsed.data.PORT,
    storage: storageConfig(parsed.data),
    ...bedrockConfig(parsed.data),
    rights: { editors: parsed.data.VITALS_EDITORS, admins: parsed.data.VITALS_ADMINS },
    logLevel: parsed.data.LOG_LEVEL,
    retentionDays: parsed.data.CONVERSATION_RETENTION_DAYS,
    agentCount: parsed.data.NUM_AGENTS,
    entityCount: parsed.data.NUM_ENTITIES,
    alerts: alertsConfig(parsed.data),
    ...readModelConfig(parsed.data, parsed.data.DATA_DIR),
  });
}

/** The values that must never be in a line of the log, wherever they turn up. */
export function secretsOf({ slack }: Pick<Config, 'slack'>): readonly string[] {
  if (slack.mode === 'playground') return [];
  return [slack.botToken, slack.mode === 'socket' ? slack.appToken : slack.signingSecret];
}

function withoutBlanks(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()] as const] : [])),
  );
}

/** Half of Slack's settings is a mistake: with none of them the playground would start instead, unasked. */
function* problemsOfSlack(given: Record<string, string>): Iterable<[string, string]> {
  const has = (...keys: string[]): boolean => keys.some((key) => given[key] !== undefined);
  const bot = has('SLACK_BOT_TOKEN', 'SLACK_CLI_XOXB');
  const way = has('SLACK_APP_TOKEN', 'SLACK_CLI_XAPP', 'SLACK_SIGNING_SECRET');
  if (bot && !way) {
    yield ['SLACK_APP_TOKEN', 'is missing: set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP'];
  }
  if (!bot && (way || has('SLACK_API_URL'))) {
    yield ['SLACK_BOT_TOKEN', "is missing: set it, or unset Slack's other settings for the local playground"];
  }
}

/** Half of a price would show costs that are too low. */
function* problemsOfPrice(given: Record<string, string>): Iterable<[string, string]> {
  const keys = ['BEDROCK_PRICE_INPUT', 'BEDROCK_PRICE_OUTPUT'] as const;
  const missing = keys.filter((key) => given[key] === undefined);
  if (missing.length === 1)
    yield [missing[0] ?? '', 'is missing: set the prices of input and output tokens, or neither'];
}

function slackConfig(from: Settings): SlackConfig {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = from;
  const apiUrl = from.SLACK_API_URL ?? 'https://slack.com/api/';
  if (botToken !== undefined && appToken !== undefined) return { mode: 'socket', botToken, appToken, apiUrl };
  if (botToken !== undefined && signingSecret !== undefined) return { mode: 'http', botToken, signingSecret, apiUrl };
  return { mode: 'playground' };
}

function storageConfig(from: Settings): StorageConfig {
  const tables = storedDatasets.map(({ name, table }: Dataset) => {
    const chosen = (from as Readonly<Record<string, unknown>>)[table.nameVariable];
    return [name, String(chosen)] as const;
  });
  return {
    kind: from.STORAGE,
    region: from.AWS_REGION ?? defaultRegion,
    insightsRegion: from.INSIGHTS_REGION ?? from.AWS_REGION ?? defaultInsightsRegion,
    ...(from.DYNAMODB_ENDPOINT === undefined ? {} : { endpoint: from.DYNAMODB_ENDPOINT }),
    ...(from.DYNOXIDE_BIN === undefined ? {} : { enginePath: from.DYNOXIDE_BIN }),
    ...(from.PATH === undefined ? {} : { searchPath: from.PATH }),
    dataDirectory: from.DATA_DIR,
    tables: Object.fromEntries(tables),
    stateTable: from.STATE_TABLE_NAME,
  };
}

function bedrockConfig(from: Settings): { readonly bedrock?: BedrockConfig } {
  const { BEDROCK_MODEL_ID: modelId, BEDROCK_ENDPOINT: endpoint } = from;
  const { BEDROCK_PRICE_INPUT: input, BEDROCK_PRICE_OUTPUT: output } = from;
  if (modelId === undefined) return {};
  return {
    bedrock: {
      modelId,
      region: from.BEDROCK_REGION ?? from.AWS_REGION ?? defaultRegion,
      ...(endpoint === undefined ? {} : { endpoint }),
      dailyTokens: from.BEDROCK_DAILY_TOKENS,
      questionsPerMinute: from.BEDROCK_QUESTIONS_PER_MINUTE,
      ...(input === undefined || output === undefined ? {} : { price: { input, output } }),
    },
  };
}

function invalid(wrong: ReadonlyMap<string, string>): AppError {
  const lines = [...wrong].map(([key, advice]) => `  ${key} ${advice}`);
  return new AppError('config.invalid', ['The configuration cannot be used:', ...lines].join('\n'), {
    details: { keys: [...wrong.keys()] },
  });
}

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return Object.freeze(value);
}
