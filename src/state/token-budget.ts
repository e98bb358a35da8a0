import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import { writeConditionally } from './conditional-write.ts';

/** Tokens that are set aside for one call of a model. */
interface TokenReservation {
  /** Says how many it took in the end; the rest is free again. To be called once. Throws `repository.*`. */
  settle(used: number): Promise<void>;
}

/** The tokens that all people together may use in a day (UTC), over all instances. */
interface SharedTokenBudget {
  /**
   * Sets tokens aside, or gives undefined when that many are not left. Throws `repository.*`.
   *
   * However many ask at once, what they are given together stays within the day's tokens. What an instance that
   * crashes has set aside stays so until the day ends.
   */
  reserve(tokens: number): Promise<TokenReservation | undefined>;
}

interface TokenBudgetOptions {
  readonly dailyTokens: number;
  readonly now?: () => Date;
}

const keptDays = 7;

/** The budget of tokens, as one counter a day in the state table. */
export function createTokenBudget(
  client: DynamoDBDocumentClient,
  tableName: string,
  { dailyTokens, now = () => new Date() }: TokenBudgetOptions,
): SharedTokenBudget {
  const adding = (day: string, tokens: number) => ({
    TableName: tableName,
    Key: { pk: `tokens#${day}`, sk: 'used' },
    UpdateExpression: 'ADD used :tokens SET #ttl = :ttl',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':tokens': tokens,
      ':ttl': Math.ceil(Date.parse(day) / 1000) + keptDays * 86_400,
    },
  });

  /** To the day on which they were set aside, also when it is over by now. */
  async function settle(day: string, tokens: number): Promise<void> {
    if (tokens === 0) return;
    // The token makes it count once, also where the client sends it again after a lost reply.
    const command = new TransactWriteCommand({
      TransactItems: [{ Update: adding(day, tokens) }],
      ClientRequestToken: randomUUID(),
    });
    await translated({ tableName, operation: 'settle tokens' }, () => client.send(command));
  }

  return {
    async reserve(tokens) {
      const day = now().toISOString().slice(0, 10);
      const wanted = Math.ceil(tokens);
      const most = dailyTokens - wanted;
      // On a fresh day there is no counter to compare with.
      if (most < 0) return undefined;
      const update = adding(day, wanted);
      const command = new UpdateCommand({
        ...update,
        ConditionExpression: 'attribute_not_exists(used) OR used <= :most',
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':most': most },
      });
      // Sent twice after a lost reply it sets too much aside, which no more than wastes it.
      const write = await writeConditionally({ tableName, operation: 'reserve tokens' }, () => client.send(command));
      return write.written ? { settle: (used) => settle(day, Math.ceil(used) - wanted) } : undefined;
    },
  };
}
