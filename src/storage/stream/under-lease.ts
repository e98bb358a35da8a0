import { createHash } from 'node:crypto';
import { AppError } from '../../errors/app-error.ts';
import type { StreamSubscription } from './change.ts';
import type { ShardLease, ShardLeases } from './stream-ports.ts';

/** Does work under the lease of that name; false when another instance holds it. */
export type UnderLease = (name: string, work: (lease?: ShardLease) => Promise<void>) => Promise<boolean>;

/**
 * How a subscription's work is kept from being done twice: an exclusive one's by leases, a broadcast one's not at all.
 *
 * @throws {AppError} `config.invalid` when an exclusive subscription comes without leases
 */
export function createUnderLease(
  { name: subscription, mode }: Pick<StreamSubscription, 'name' | 'mode'>,
  leases: ShardLeases | undefined,
): UnderLease {
  if (mode === 'broadcast') return (_name, work) => work().then(() => true);
  if (leases === undefined) {
    throw new AppError('config.invalid', `the subscription ${subscription} is exclusive and has no leases`);
  }
  return async (name, work) => {
    const lease = await leases.acquire(`stream#${subscription}#${fingerprint(name)}`);
    if (lease === undefined) return false;
    try {
      await work(lease);
      return true;
    } finally {
      await lease.release();
    }
  };
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
