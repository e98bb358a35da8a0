import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { AuditLog } from '../../state/audit-log.ts';
import { writeTogether } from '../../state/write-together.ts';
import type { ActedBy } from '../alert.ts';
import { type Digest, type DigestPlan, type Digests, digestPlanSchema } from '../digest.ts';
import { droppingPlan, firstMark, lastDigestUntil, markingSent, puttingPlan, readPlans } from './digest-plans.ts';
import { readDigest } from './read-digest.ts';

interface DigestsOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly auditLog: Pick<AuditLog, 'noting'>;
  /** Those whose attention metric moved most within so many days. */
  readonly movers: (options: { readonly days: number }) => Promise<Digest['movers']>;
  /** The plan of the configuration: it stands until somebody makes another one for its channel. */
  readonly configured?: DigestPlan;
  readonly log: Log;
  readonly now?: () => Date;
}

/** Members are compared as they are now: for longer after a period that says nothing about it. */
const lateMs = 6 * 3_600_000;

/** Digests over the state table, and the plans for them. */
export function createDigests(options: DigestsOptions): Digests {
  const { client, tableName, auditLog, movers, configured, log, now = () => new Date() } = options;
  const table = { client, tableName };
  const noting = (action: string, channel: string, by: ActedBy, details: Readonly<Record<string, unknown>>) => {
    const { userId, teamId, requestId, via } = by;
    const who = { at: now().toISOString(), userId, teamId, requestId, via };
    return auditLog.noting({ ...who, action, subject: `digest#${channel}`, details });
  };
  return {
    async digest({ days, until }) {
      const end = until === undefined ? now() : new Date(until);
      const isLate = now().getTime() - end.getTime() > lateMs;
      const [digest, moved] = await Promise.all([
        readDigest(table, { days, now: end }),
        isLate ? { worse: [], better: [] } : movers({ days }),
      ]);
      return { ...digest, movers: moved };
    },
    async isOutdated({ channel, until }) {
      const last = await lastDigestUntil(table, channel);
      return last !== undefined && until < last;
    },
    async plans() {
      const plans = await readPlans(table, log);
      const isReplaced = plans.some(({ channel }) => channel === configured?.channel);
      return configured === undefined || isReplaced ? plans : [configured, ...plans];
    },
    async savePlan(plan, by) {
      const checked = requireValid(plan);
      const details = { tableName, operation: 'save digest plan' };
      const { channel, every, at, weekday, zone } = checked;
      const said = { every, at, zone, ...(weekday === undefined ? {} : { weekday }) };
      await writeTogether(client, [puttingPlan(tableName, checked), noting('save', channel, by, said)], details);
      // A plan that is made after its time of day begins with the next one; one that was sent today is not sent again.
      await writeTogether(client, [markingSent(tableName, plan.channel, firstMark(checked, now()), now())], details);
    },
    async removePlan(channel, by) {
      const details = { tableName, operation: 'remove digest plan' };
      const items = [droppingPlan(tableName, channel), noting('remove', channel, by, {})];
      return (await writeTogether(client, items, details)).written;
    },
  };
}

function requireValid(plan: DigestPlan): DigestPlan {
  const parsed = digestPlanSchema.safeParse(plan);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('input.invalid', `that is no valid plan: ${issues.join('; ')}`, { details: { issues } });
}
