import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import { writeConditionally } from './conditional-write.ts';

/** Tokens that are set aside for one call of a model. */
export interface TokenReservation {
  /** Says how many it took in the end; the rest is free again. To be called once. */
  settle(used: number): Promise<void>;
}

/** The tokens that all people together may use in a day (UTC), over all instances. All of it throws `repository.*`. */
export interface SharedTokenBudget {
  /**
   * Sets tokens aside, or gives undefined when that many are not left.
   *
   * However many ask at once, what they are given together stays within the day's tokens. What an instance that
   * crashes has set aside stays so until the day ends.
   */
  reserve(tokens: number): Promise<TokenReservation | undefined>;
  /** Tokens left of today's; may be below zero. Up to a few seconds old while there are plenty. */
  remaining(): Promise<number>;
  /** Counts tokens that were used without having been set aside. */
  spend(tokens: number): Promise<void>;
}

interface TokenBudgetOptions {
  readonly dailyTokens: number;
  readonly now?: () => Date;
  /** For how long a look at the count is good enough, in milliseconds. */
  readonly viewMs?: number;
}

/** What is left counts as plenty from this share on. */
const plenty = 0.2;
const keptDays = 7;

/** The budget of tokens, as one counter a day in the state table. */
export function createTokenBudget(
  client: DynamoDBDocumentClient,
  tableName: string,
  { dailyTokens, now = () => new Date(), viewMs = 5_000 }: TokenBudgetOptions,
): SharedTokenBudget {
  let view: { readonly day: string; readonly used: number; readonly at: number } | undefined;

  const today = (): string => now().toISOString().slice(0, 10);
  const toKey = (day: string) => ({ pk: `tokens#${day}`, sk: 'used' });

  function see(day: string, used: unknown): number {
    const count = typeof used === 'number' ? used : 0;
    view = { day, used: count, at: now().getTime() };
    return count;
  }

  function adding(day: string, tokens: number, most?: number) {
    return new UpdateCommand({
      TableName: tableName,
      Key: toKey(day),
      UpdateExpression: 'ADD used :tokens SET #ttl = :ttl',
      ...(most === undefined ? {} : { ConditionExpression: 'attribute_not_exists(used) OR used <= :most' }),
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':tokens': Math.ceil(tokens),
        ':ttl': Math.ceil(Date.parse(day) / 1000) + keptDays * 86_400,
        ...(most === undefined ? {} : { ':most': most }),
      },
      ReturnValues: 'UPDATED_NEW',
    });
  }

  /** To the day on which they were set aside, also when it is over by now. */
  async function count(day: string, tokens: number): Promise<void> {
    if (tokens === 0) return;
    const command = adding(day, tokens);
    const { Attributes } = await translated({ tableName, operation: 'count tokens' }, () => client.send(command));
    see(day, Attributes?.['used']);
  }

  return {
    async reserve(tokens) {
      const day = today();
      const most = dailyTokens - Math.ceil(tokens);
      // On a fresh day there is no counter to compare with.
      if (most < 0) return undefined;
      const write = await writeConditionally({ tableName, operation: 'reserve tokens' }, () =>
        client.send(adding(day, tokens, most)),
      );
      if (!write.written) return undefined;
      see(day, write.output.Attributes?.['used']);
      return { settle: (used) => count(day, Math.ceil(used) - Math.ceil(tokens)) };
    },

    async remaining() {
      const day = today();
      const isFresh = view?.day === day && now().getTime() - view.at < viewMs;
      if (isFresh && view !== undefined && dailyTokens - view.used > plenty * dailyTokens)
        return dailyTokens - view.used;
      const command = new GetCommand({ TableName: tableName, Key: toKey(day), ConsistentRead: true });
      const { Item } = await translated({ tableName, operation: 'read tokens' }, () => client.send(command));
      return dailyTokens - see(day, Item?.['used']);
    },

    spend: (tokens) => count(today(), tokens),
  };
}
