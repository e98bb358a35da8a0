import { looksBack } from '../as-of-now.ts';
import type { Filter } from '../filter.ts';
import { type ClearIntent, type Intent, type IntentOfKind, intentSchema } from '../intent.ts';
import type { Question } from '../parser.ts';
import { isRefinable } from '../refine-intent.ts';
import { isGrounded } from './is-grounded.ts';

type Asked = Pick<Question, 'text' | 'command' | 'context'> & Partial<Pick<Question, 'today'>>;

/**
 * The intent in a model's reply; nothing when it has none that may be used.
 *
 * Its shape, its names and its ranges are those of the catalogue; its people and numbers are the asker's. What
 * comes back holds no word that the model wrote itself.
 *
 * @param offline how the offline parser reads the same question: what is near when the model asks back
 */
export function readIntent(json: unknown, asked: Asked, offline: Intent): Intent | undefined {
  const parsed = intentSchema.safeParse(withSuggestions(unwrapped(json)));
  if (!parsed.success) return undefined;
  const intent = parsed.data;
  if (intent.kind === 'unclear') return askBack(intent, asked, offline);
  return isGrounded(intent, asked) && !dropsTimes(intent, offline) ? intent : undefined;
}

/** Whether a reading leaves out the time that the same figures were asked of: today's would answer another question. */
function dropsTimes(intent: ClearIntent, offline: Intent): boolean {
  if (!looksBack(offline) || !isRefinable(intent) || !('metrics' in offline)) return false;
  const lacks = (time: 'over' | 'against'): boolean => offline[time] !== undefined && !(time in intent);
  // "Since last month" may be either, so that one time is enough where one was said.
  const isBoth = offline.over !== undefined && offline.against !== undefined;
  if (isBoth ? !lacks('over') && !lacks('against') : looksBack(intent)) return false;
  const isOfTime = ({ op }: Filter): boolean => ['since', 'before', 'withinDays', 'olderThanDays'].includes(op);
  const timesOf = ({ filters }: { filters: readonly Filter[] }): number => filters.filter(isOfTime).length;
  // A time may be that of a filter, or in the name of a metric, where the grammar did not see it.
  if (timesOf(intent) > timesOf(offline)) return false;
  const metrics: readonly string[] = intent.kind === 'ranking' ? [intent.metric] : intent.metrics;
  return metrics.every((metric) => (offline.metrics as readonly string[]).includes(metric));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The intent stands in an object of its own; a model that is not held to the schema may leave that away. */
const unwrapped = (json: unknown): unknown => (isObject(json) && !('kind' in json) ? json['intent'] : json);

const withSuggestions = (json: unknown): unknown =>
  isObject(json) && json['kind'] === 'unclear' ? { suggestions: [], ...json } : json;

function askBack(unclear: IntentOfKind<'unclear'>, asked: Asked, offline: Intent): IntentOfKind<'unclear'> {
  const { detail: _, ...rest } = unclear;
  const own = unclear.suggestions.filter((suggestion) => isGrounded(suggestion, asked));
  const detail = detailOf(unclear, asked, offline);
  return {
    ...rest,
    ...(detail === undefined ? {} : { detail }),
    suggestions: own.length > 0 ? own : nearReadings(offline),
  };
}

/** The asker's own words, or our sentence for the same doubt: a scrap such as "tomorrow" says little by itself. */
function detailOf({ reason, detail }: IntentOfKind<'unclear'>, asked: Asked, offline: Intent): string | undefined {
  const isSame = offline.kind === 'unclear' && offline.reason === reason;
  if (isSame && reason !== 'notUnderstood' && offline.detail !== undefined) return offline.detail;
  const isQuoted =
    detail !== undefined && detail.trim() !== '' && asked.text.toLowerCase().includes(detail.toLowerCase());
  return isQuoted ? detail : undefined;
}

/** A reading that changes something is not offered in the place of a doubt. */
function nearReadings(offline: Intent): ClearIntent[] {
  const readings = offline.kind === 'unclear' ? offline.suggestions : [offline];
  return readings.filter(({ kind }) => kind !== 'update');
}
