import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import { type ChannelDesk, type Outcome, settled } from './channel-desk.ts';
import { notingSend } from './channel-item.ts';
import { puttingUpdate } from './create-outbox.ts';
import { checkTurn, rest, TurnOver, writeInTurn } from './desk.ts';
import { draw } from './draw.ts';
import { outboxPartition, type WaitingUpdate } from './outbox-item.ts';
import { backoff } from './persistently.ts';
import type { SentReceipt } from './receipt.ts';
import { failureOf, whyRefused } from './refusals.ts';

/**
 * Changes a message that was sent, at once. `again` when Slack did not do it: by then there may be something newer to say.
 *
 * @param failures how often Slack failed to do it before, in a row
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`
 */
export async function deliverUpdate(
  desk: ChannelDesk,
  update: WaitingUpdate,
  { receipt, failures }: { readonly receipt: SentReceipt; readonly failures: number },
): Promise<Outcome> {
  const drawing = await draw(desk, { entryId: update.of, content: update.content, sending: 'update' });
  if (drawing.kind !== 'drawn') return finish(desk, update);
  checkTurn(desk);
  try {
    const { channel, ts } = receipt;
    await desk.port.update({ channel, ts, entryId: update.of, drawn: drawing.drawn });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'rejected') {
      if (whyRefused(failure.code, 'update') === 'channel') return { kind: 'parked', error: failure.code };
      desk.log.error(
        { err: error, entryId: update.of, content: update.content },
        'Slack refused a change of a message',
      );
      return finish(desk, update);
    }
    desk.pace.note();
    await rest(desk, failure.kind === 'rate_limited' ? failure.afterMs : backoff(failures, desk.random));
    return { kind: 'again' };
  }
  return finishSent(desk, update);
}

/** Takes an update out of the outbox, unless a newer one has taken its place. */
export async function finish(desk: ChannelDesk, update: WaitingUpdate): Promise<Outcome> {
  await writeInTurn(desk, [removing(desk.tableName, update)], 'drop update');
  return settled;
}

async function finishSent(desk: ChannelDesk, update: WaitingUpdate): Promise<Outcome> {
  const { tableName, channel } = desk;
  const noting = notingSend(tableName, channel, { sentMs: desk.pace.note(), taken: true });
  try {
    const wasLast = await writeInTurn(desk, [removing(tableName, update), noting], 'settle update');
    if (!wasLast) await writeInTurn(desk, [noting], 'note update');
  } catch (error) {
    // It may have taken the place of what somebody else has drawn since.
    if (error instanceof TurnOver) await askAgain(desk, update);
    throw error;
  }
  return settled;
}

function removing(tableName: string, { sk, version }: WaitingUpdate) {
  return {
    Delete: {
      TableName: tableName,
      Key: { pk: outboxPartition, sk },
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': version },
    },
  };
}

async function askAgain(desk: ChannelDesk, update: WaitingUpdate): Promise<void> {
  const { client, tableName } = desk;
  const item = puttingUpdate(tableName, update, { version: desk.newVersion(), nowMs: desk.now() });
  const command = new TransactWriteCommand({ TransactItems: [item] });
  await translated({ tableName, operation: 'ask for update' }, () => client.send(command));
}
