import type { ActedBy } from '../../../insights/alert.ts';
import type { Home } from '../../home/home.ts';
import type { Message } from '../../posting/message.ts';
import type { Services } from '../../services.ts';
import type { Occasion } from '../answering.ts';
import { tellBack, type WayBack } from './alert-ticket.ts';
import { refreshLater } from './tell-presser.ts';

interface Submitter {
  readonly services: Services;
  readonly home: Home;
  readonly by: Pick<ActedBy, 'userId'>;
  readonly way: WayBack;
}

/** Tells somebody what became of their form, where they opened it; their Home tab shows it, too. */
export async function tellSubmitter(
  { services, home, by: { userId }, way }: Submitter,
  notice: Message,
  { log }: Pick<Occasion, 'log'>,
): Promise<void> {
  if (way.isHome === true) {
    try {
      return await home.publish(userId, notice);
    } catch (error) {
      log.warn({ err: error }, 'the Home tab could not be shown; telling the person in a message');
    }
  }
  await tellBack(services.port, userId, way, notice, log);
  if (way.isHome !== true) refreshLater(services, home, userId, log);
}
