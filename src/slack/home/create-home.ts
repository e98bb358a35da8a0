import { inTime } from '../in-time.ts';
import type { Services } from '../services.ts';
import { buildHomeView, type HomeContent } from './build-home-view.ts';
import { createFleetFigures } from './fleet-figures.ts';
import type { Home } from './home.ts';
import { readWorkQueue } from './work-queue.ts';

interface HomeOptions {
  readonly now?: () => Date;
  /** How long the key figures are waited for, in milliseconds: they are read over everyone, and the rest is at hand. */
  readonly figuresWithinMs?: number;
}

/**
 * The Home tabs of everybody.
 *
 * What cannot be read is said in them, and the rest is shown; key figures that take long are shown once they are there.
 */
export function createHome(services: Services, options: HomeOptions = {}): Home {
  const { answers, rights, port, source, alerting, log } = services;
  const { now = () => new Date(), figuresWithinMs = 700 } = options;
  const fleetFigures = createFleetFigures({ answers });
  const orUnreadable = async <T>(read: Promise<T>): Promise<T | 'unreadable'> => {
    try {
      return await read;
    } catch (error) {
      log.warn({ err: error }, 'a part of the Home tab cannot be read');
      return 'unreadable';
    }
  };
  const queueOf = async (userId: string, isAdmin: boolean): Promise<HomeContent['queue']> =>
    alerting === undefined ? 'off' : orUnreadable(readWorkQueue(alerting, userId, isAdmin));

  return {
    async publish(userId, notice) {
      const fleet = orUnreadable(fleetFigures());
      const standing = await rights.standingOf(userId);
      const [help, queue, mayOwn, figures] = await Promise.all([
        answers.answer({ kind: 'help' }),
        queueOf(userId, standing.role === 'admin'),
        rights.maySeePersonal(userId),
        inTime(fleet, figuresWithinMs),
      ]);
      const content = { help, standing, mayOwn, source, queue, notice: notice?.blocks, now: now() };
      await port.publishHome(userId, buildHomeView({ ...content, fleet: figures }));
      if (figures === 'late') await port.publishHome(userId, buildHomeView({ ...content, fleet: await fleet }));
    },
  };
}
