import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Outbox } from '../../delivery/outbox.ts';
import type { Log } from '../../log.ts';
import type { HeldLease } from '../../state/leases.ts';
import { writeTogether } from '../../state/write-together.ts';
import type { DigestPlan, Digests } from '../digest.ts';
import type { OutboundContent } from '../outbound-content.ts';
import { dueDate, firstMark, markingSent, readMarks } from './digest-plans.ts';

interface DigestScheduleOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly digests: Pick<Digests, 'plans'>;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly now?: () => Date;
}

export interface DigestSchedule {
  /**
   * Has the digests sent whose time has come, each once a local day over all instances; how many that were.
   *
   * One whose time came while nothing ran is sent later on the same day.
   *
   * @throws {AppError} `repository.*`
   */
  tick(held: HeldLease): Promise<number>;
}

const daysOf = { day: 1, week: 7 } as const;

export function createDigestSchedule(options: DigestScheduleOptions): DigestSchedule {
  const { client, tableName, digests, outbox, log, now = () => new Date() } = options;

  async function send(held: HeldLease, plan: DigestPlan, date: string): Promise<boolean> {
    const { channel, every } = plan;
    const until = now().toISOString();
    const content: OutboundContent = { kind: 'digest', days: daysOf[every], until, channel };
    const entryId = `digest.${channel}.${date}`;
    const write = await writeTogether(
      client,
      [
        held.guard(),
        markingSent(tableName, channel, date, now(), until),
        ...outbox.putting({ kind: 'post', entryId, channel, content }, until),
      ],
      { tableName, operation: 'send digest' },
    );
    if (write.written) log.info({ channel, date }, 'digest due');
    return write.written;
  }

  return {
    async tick(held) {
      const [plans, marks] = await Promise.all([digests.plans(), readMarks({ client, tableName })]);
      let sent = 0;
      for (const plan of plans) {
        if (held.signal.aborted) break;
        const mark = marks.get(plan.channel);
        if (mark === undefined) {
          // A plan of the configuration that was not known before: what is over by now is not made up for.
          const first = markingSent(tableName, plan.channel, firstMark(plan, now()), now());
          await writeTogether(client, [held.guard(), first], { tableName, operation: 'begin digests' });
          continue;
        }
        const date = dueDate(plan, now());
        if (date !== undefined && date > mark && (await send(held, plan, date))) sent += 1;
      }
      if (sent > 0) outbox.nudge();
      return sent;
    },
  };
}
