import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';

/** A client whose process ends at its n-th transaction: right before it, or right after it was carried out. */
export function mortalClient(
  client: DynamoDBDocumentClient,
  { transactions, isCarriedOut }: { readonly transactions: number; readonly isCarriedOut: boolean },
): { readonly client: DynamoDBDocumentClient; isDead(): boolean } {
  let left = transactions;
  let isDead = false;
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]): Promise<unknown> => {
    if (isDead) throw new Error('the process has ended');
    const isLast = command instanceof TransactWriteCommand && --left === 0;
    if (isLast) isDead = true;
    if (isLast && !isCarriedOut) throw new Error('the process has ended');
    const output = await client.send(command);
    if (isLast) throw new Error('the process has ended');
    return output;
  };
  const mortal = new Proxy(client, { get: (of, name) => (name === 'send' ? send : Reflect.get(of, name)) });
  return { client: mortal, isDead: () => isDead };
}
