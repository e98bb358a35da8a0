import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { AuditLog } from '../../state/audit-log.ts';
import { writeTogether } from '../../state/write-together.ts';
import type { ActedBy } from '../alert.ts';
import { type Route, routeSchema, type Watches } from '../route.ts';
import { queryItems, readItem } from '../routing/state-items.ts';

interface WatchesOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly auditLog: Pick<AuditLog, 'noting'>;
  readonly log?: Log;
  readonly now?: () => Date;
}

const partition = 'watch';

/** The watches in the state table. One in a form that is not known is left out, and told in the log. */
export function createWatches(options: WatchesOptions): Watches {
  const { client, tableName, auditLog, log, now = () => new Date() } = options;
  const table = { client, tableName };
  const keyOf = (routeId: string) => ({ pk: partition, sk: routeId });
  const noting = (action: string, routeId: string, by: ActedBy, details: Readonly<Record<string, unknown>>) => {
    const { userId, teamId, requestId, via } = by;
    const who = { at: now().toISOString(), userId, teamId, requestId, via };
    return auditLog.noting({ ...who, action, subject: `watch#${routeId}`, details });
  };

  function readRoute(item: Readonly<Record<string, unknown>>): Route | undefined {
    const parsed = routeSchema.safeParse(item['route']);
    if (parsed.success) return parsed.data;
    log?.error({ routeId: item['sk'], issues: parsed.error.issues.length }, 'a watch cannot be read, and is left out');
    return undefined;
  }

  return {
    async list() {
      const items = await queryItems(table, { pk: partition });
      return items.flatMap((item) => readRoute(item) ?? []).toSorted(byAge);
    },
    async find(routeId) {
      const item = await readItem(table, keyOf(routeId));
      return item === undefined ? undefined : readRoute(item);
    },
    async save(route, by) {
      const checked = requireValid(route);
      const Item = { ...keyOf(checked.routeId), route: checked };
      const { channel, name, matchers } = checked;
      await writeTogether(
        client,
        [{ Put: { TableName: tableName, Item } }, noting('save', checked.routeId, by, { channel, name, matchers })],
        { tableName, operation: 'save watch' },
      );
    },
    async remove(routeId, by) {
      const Delete = { TableName: tableName, Key: keyOf(routeId), ConditionExpression: 'attribute_exists(pk)' };
      const write = await writeTogether(client, [{ Delete }, noting('remove', routeId, by, {})], {
        tableName,
        operation: 'remove watch',
      });
      return write.written;
    },
  };
}

function requireValid(route: Route): Route {
  const parsed = routeSchema.safeParse(route);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('input.invalid', `that is no valid watch: ${issues.join('; ')}`, { details: { issues } });
}

function byAge(one: Route, other: Route): number {
  return `${one.createdAt ?? ''}#${one.routeId}`.localeCompare(`${other.createdAt ?? ''}#${other.routeId}`, 'en');
}
