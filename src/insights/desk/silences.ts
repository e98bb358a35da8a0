import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { AuditLog } from '../../state/audit-log.ts';
import { writeTogether } from '../../state/write-together.ts';
import type { ActedBy } from '../alert.ts';
import { type Silence, type Silences, silenceSchema } from '../route.ts';
import { queryItems } from '../routing/state-items.ts';
import { expiry } from '../routing/stored-alert.ts';
import { puttingTimer } from '../routing/timers.ts';

interface SilencesOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly auditLog: Pick<AuditLog, 'noting'>;
  /** Called when alerts may be told that were not: wakes a router in the same process. */
  readonly onChanged?: () => void;
  readonly log: Log;
  readonly now?: () => Date;
}

const partition = 'silences';
const longestMs = 366 * 86_400_000;
/** One that is over is kept for so many days, for whoever looks into what was silent. */
const keptDays = 30;

/** The silences in the state table. One in a form that is not known is left out, and told in the log. */
export function createSilences(options: SilencesOptions): Silences {
  const { client, tableName, auditLog, onChanged = () => undefined, log, now = () => new Date() } = options;
  const table = { client, tableName };
  const keyOf = (silenceId: string) => ({ pk: partition, sk: silenceId });
  const noting = (action: string, silenceId: string, by: ActedBy, details: Readonly<Record<string, unknown>>) => {
    const { userId, teamId, requestId, via } = by;
    const who = { at: now().toISOString(), userId, teamId, requestId, via };
    return auditLog.noting({ ...who, action, subject: `silence#${silenceId}`, details });
  };
  /** What waits for a silence waits for it as it was: the leader is to look again. */
  const lookingAgain = () => puttingTimer(tableName, { kind: 'silences' }, now().toISOString());

  return {
    async list() {
      const items = await queryItems(table, { pk: partition });
      const from = now().toISOString();
      return items
        .flatMap((item) => readSilence(item, log) ?? [])
        .filter(({ until }) => until > from)
        .toSorted((one, other) => (one.until < other.until ? -1 : 1));
    },
    async save(silence, by) {
      const checked = requireValid(silence, now());
      const { silenceId, until, matchers, comment } = checked;
      const Item = { ...keyOf(silenceId), silence: checked, ttl: expiry(until, keptDays) };
      const said = { until, matchers, ...(comment === undefined ? {} : { comment }) };
      await writeTogether(
        client,
        [{ Put: { TableName: tableName, Item } }, noting('save', silenceId, by, said), lookingAgain()],
        { tableName, operation: 'save silence' },
      );
      onChanged();
    },
    async remove(silenceId, by) {
      const Delete = { TableName: tableName, Key: keyOf(silenceId), ConditionExpression: 'attribute_exists(pk)' };
      const write = await writeTogether(client, [{ Delete }, noting('remove', silenceId, by, {}), lookingAgain()], {
        tableName,
        operation: 'remove silence',
      });
      if (write.written) onChanged();
      return write.written;
    },
  };
}

function readSilence(item: Readonly<Record<string, unknown>>, log: Log): Silence | undefined {
  const parsed = silenceSchema.safeParse(item['silence']);
  if (parsed.success) return parsed.data;
  log.error({ silenceId: item['sk'], issues: parsed.error.issues.length }, 'a silence cannot be read, and is left out');
  return undefined;
}

/** The silence, its end with milliseconds, so that times compare as texts. @throws {AppError} `input.invalid` */
function requireValid(silence: Silence, now: Date): Silence {
  const parsed = silenceSchema.safeParse(silence);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new AppError('input.invalid', `that is no valid silence: ${issues.join('; ')}`, { details: { issues } });
  }
  const untilMs = Date.parse(parsed.data.until);
  if (untilMs > now.getTime() && untilMs - now.getTime() <= longestMs)
    return { ...parsed.data, until: new Date(untilMs).toISOString() };
  throw new AppError('input.invalid', 'a silence ends later than now, and within a year', {
    details: { until: silence.until },
  });
}
