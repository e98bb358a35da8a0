import { buildHomeView } from '../../home/build-home-view.ts';
import { suggestedPrompts } from '../../home/suggested-prompts.ts';
import type { Services } from '../../services.ts';
import { answering } from '../answering.ts';

interface HomeArguments {
  readonly event: { readonly user: string; readonly channel: string; readonly tab?: string | undefined };
}

/**
 * Shows what the app is and what it can be asked, each time that someone opens its Home, and what one may begin
 * with when they open the conversation with it.
 */
export function createHomeListener(services: Services): (request: HomeArguments) => Promise<void> {
  return async ({ event: { user, channel, tab = 'home' } }) => {
    if (tab !== 'home' && tab !== 'messages') return;
    const { port, answers, rights, source } = services;
    // Nobody asked for this, so that a failure is for the log alone.
    await answering(services, { what: 'event app_home_opened', say: async () => undefined }, async () => {
      if (tab === 'messages') return port.suggestPrompts(channel, suggestedPrompts);
      const [help, standing] = await Promise.all([answers.answer({ kind: 'help' }), rights.standingOf(user)]);
      await port.publishHome(user, buildHomeView({ help, standing, source }));
    });
  };
}
