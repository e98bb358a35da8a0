import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import { writeTogether } from '../../state/write-together.ts';
import { type Digest, type DigestPlan, type Digests, digestPlanSchema } from '../digest.ts';
import { droppingPlan, firstMark, markingSent, puttingPlan, readPlans } from './digest-plans.ts';
import { readDigest } from './read-digest.ts';

interface DigestsOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Those whose attention metric moved most within so many days. */
  readonly movers: (options: { readonly days: number }) => Promise<Digest['movers']>;
  /** The plan of the configuration: it stands until somebody makes another one for its channel. */
  readonly configured?: DigestPlan;
  readonly log: Log;
  readonly now?: () => Date;
}

/** Digests over the state table, and the plans for them. */
export function createDigests(options: DigestsOptions): Digests {
  const { client, tableName, movers, configured, log, now = () => new Date() } = options;
  const table = { client, tableName };
  return {
    async digest({ days }) {
      const [digest, moved] = await Promise.all([readDigest(table, { days, now: now() }), movers({ days })]);
      return { ...digest, movers: moved };
    },
    async plans() {
      const plans = await readPlans(table, log);
      const isReplaced = plans.some(({ channel }) => channel === configured?.channel);
      return configured === undefined || isReplaced ? plans : [configured, ...plans];
    },
    async savePlan(plan) {
      const checked = requireValid(plan);
      const details = { tableName, operation: 'save digest plan' };
      await writeTogether(client, [puttingPlan(tableName, checked)], details);
      // A plan that is made after its time of day begins with the next one; one that was sent today is not sent again.
      await writeTogether(client, [markingSent(tableName, plan.channel, firstMark(checked, now()), now())], details);
    },
    async removePlan(channel) {
      const details = { tableName, operation: 'remove digest plan' };
      return (await writeTogether(client, [droppingPlan(tableName, channel)], details)).written;
    },
  };
}

function requireValid(plan: DigestPlan): DigestPlan {
  const parsed = digestPlanSchema.safeParse(plan);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('input.invalid', `that is no valid plan: ${issues.join('; ')}`, { details: { issues } });
}
