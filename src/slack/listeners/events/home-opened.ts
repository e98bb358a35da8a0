import type { Home } from '../../home/home.ts';
import { suggestedPrompts } from '../../home/suggested-prompts.ts';
import type { Services } from '../../services.ts';
import { answering } from '../answering.ts';

interface HomeArguments {
  readonly event: { readonly user: string; readonly channel: string; readonly tab?: string | undefined };
}

/**
 * Shows what waits for somebody each time that they open the app's Home, and what one may begin with when they open
 * the conversation with it.
 */
export function createHomeListener(services: Services, home: Home): (request: HomeArguments) => Promise<void> {
  return async ({ event: { user, channel, tab = 'home' } }) => {
    if (tab !== 'home' && tab !== 'messages') return;
    // Nobody asked for this, so that a failure is for the log alone.
    await answering(services, { what: 'event app_home_opened', say: async () => undefined }, () =>
      tab === 'messages' ? services.port.suggestPrompts(channel, suggestedPrompts) : home.publish(user),
    );
  };
}
