import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Entity, entities } from '../../src/catalog/datasets/entities.ts';
import { type PredictionType, predictionTypes } from '../../src/catalog/datasets/insights.ts';
import { AppError } from '../../src/errors/app-error.ts';

export type EntityType = Entity['entity_type'];
export const entityTypes = Object.keys(entities.attributes.entity_type.values) as EntityType[];

export interface MetricsQuery {
  readonly table: 'metrics';
  readonly id?: string;
  readonly type?: EntityType;
  readonly below?: number;
  readonly above?: number;
  /** ISO time with milliseconds. */
  readonly since?: string;
  readonly limit?: number;
}

export interface InsightsQuery {
  readonly table: 'insights';
  readonly id?: string;
  /** `YYYY-MM`, with an id. */
  readonly month?: string;
  readonly type?: PredictionType;
  readonly above?: number;
  /** ISO time with milliseconds. */
  readonly since?: string;
  readonly limit?: number;
}

export type QueryArguments =
  | { readonly help: true }
  | { readonly help: false; readonly json: boolean; readonly query: MetricsQuery | InsightsQuery };

const options = {
  type: { type: 'string' },
  below: { type: 'string' },
  above: { type: 'string' },
  since: { type: 'string' },
  month: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Given = { readonly [Name in 'type' | 'below' | 'above' | 'since' | 'month' | 'limit']?: string };

/** What goes with what: the other options of each form of a query, by table. */
const fitting = {
  metrics: { withId: [], without: ['type', 'below', 'above', 'since', 'limit'] },
  insights: { withId: ['month', 'limit'], without: ['type', 'above', 'since', 'limit'] },
} as const;

const largestLimit = 10_000;

/** @throws {AppError} `input.invalid` with one sentence for the terminal */
export function readArguments(words: readonly string[]): QueryArguments {
  const { values, positionals } = parse(words);
  const { json = false, help = false, ...given } = values;
  if (help) return { help };
  const [table, id, ...more] = positionals;
  if ((table !== 'metrics' && table !== 'insights') || more.length > 0) {
    throw wrong('Say metrics or insights first, then at most one id; --help shows examples.');
  }
  requireFitting(table, id, given);
  const common = {
    ...(id === undefined ? {} : { id: idIn(id) }),
    ...read('above', given, scoreIn),
    ...read('since', given, timeIn),
    ...read('limit', given, limitIn),
  };
  if (table === 'metrics') {
    const type = read('type', given, (text) => oneOf('type', text, entityTypes));
    return { help, json, query: { table, ...common, ...type, ...read('below', given, scoreIn) } };
  }
  if (given.above !== undefined && given.since !== undefined) {
    throw wrong('Insights are found by --above or by --since, not by both at once.');
  }
  const type = read('type', given, (text) => oneOf('type', text, predictionTypes));
  return { help, json, query: { table, ...common, ...type, ...read('month', given, monthIn) } };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.replace(/\. .*/su, '.') : 'The arguments cannot be read.';
    throw new AppError('input.invalid', message, { cause });
  }
}

function requireFitting(table: keyof typeof fitting, id: string | undefined, given: Given): void {
  const { withId, without } = fitting[table];
  const fine: readonly string[] = id === undefined ? without : withId;
  const unfit = Object.keys(given).find((name) => !fine.includes(name));
  if (unfit === undefined) return;
  throw wrong(`--${unfit} does not go with ${table}${id === undefined ? ' without' : ' and'} an id.`);
}

function read<Name extends keyof Given, Value>(
  name: Name,
  given: Given,
  convert: (text: string, name: Name) => Value,
): { [Each in Name]?: Value } {
  const text = given[name];
  return text === undefined ? {} : ({ [name]: convert(text, name) } as { [Each in Name]?: Value });
}

function idIn(text: string): string {
  if (!/^[^\s\p{Cc}]{1,200}$/u.test(text)) throw wrong('An id has no spaces, like stu_4532.');
  return text;
}

function scoreIn(text: string, name: string): number {
  const [lowest, highest] = entities.attributes.health_score.range;
  const score = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(score >= lowest && score <= highest)) throw wrong(`--${name} needs a score from ${lowest} to ${highest}.`);
  return score;
}

const timeSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);

/** Stored times are compared as texts, so that all of them need one form: UTC with milliseconds. */
function timeIn(text: string): string {
  if (!timeSchema.safeParse(text).success) {
    throw wrong('--since needs an ISO date or time, like 2025-01-15 or 2025-01-15T10:30Z.');
  }
  const isLocal = /T[\d:.]+$/.test(text);
  return new Date(isLocal ? `${text}Z` : text).toISOString();
}

function monthIn(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw wrong('--month needs a year and a month, like 2025-01.');
  return text;
}

function limitIn(text: string): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > largestLimit) throw wrong(`--limit needs a whole number from 1 to ${largestLimit}.`);
  return limit;
}

function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw wrong(`--${name} needs one of ${values.join(', ')}.`);
  return found;
}

function wrong(message: string): AppError {
  return new AppError('input.invalid', message);
}
