import type { Services } from '../services.ts';
import { buildHomeView } from './build-home-view.ts';
import { createFleetFigures } from './fleet-figures.ts';
import type { Home } from './home.ts';
import { readWorkQueue, type WorkQueue } from './work-queue.ts';

/** The Home tabs of everybody; what cannot be read is said in them, and the rest is shown. */
export function createHome(services: Services, now: () => Date = () => new Date()): Home {
  const { answers, rights, port, source, alerting, log } = services;
  const fleetFigures = createFleetFigures({ answers });
  const orUnreadable = async <T>(read: Promise<T>): Promise<T | 'unreadable'> => {
    try {
      return await read;
    } catch (error) {
      log.warn({ err: error }, 'a part of the Home tab cannot be read');
      return 'unreadable';
    }
  };
  const queueOf = async (userId: string, isAdmin: boolean): Promise<WorkQueue | 'off' | 'unreadable'> =>
    alerting === undefined ? 'off' : orUnreadable(readWorkQueue(alerting, userId, isAdmin));

  return {
    async publish(userId, notice) {
      const standing = await rights.standingOf(userId);
      const [help, queue, fleet] = await Promise.all([
        answers.answer({ kind: 'help' }),
        queueOf(userId, standing.role === 'admin'),
        orUnreadable(fleetFigures()),
      ]);
      const view = buildHomeView({ help, standing, source, queue, fleet, notice: notice?.blocks, now: now() });
      await port.publishHome(userId, view);
    },
  };
}
