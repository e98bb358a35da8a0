import type { Services } from '../../services.ts';
import { answering } from '../answering.ts';

/** Has what waits for a channel tried at once: the app was invited to it, or it is archived no more. */
export function createChannelListener(services: Services): (channel: string) => Promise<void> {
  return async (channel) => {
    // Nobody asked for this, so that a failure is for the log alone: delivery tries by itself, too, only later.
    await answering(services, { what: 'event channel_opened', say: async () => undefined }, async () =>
      services.alerting?.tryAgain(channel),
    );
  };
}
