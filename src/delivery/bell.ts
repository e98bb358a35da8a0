import type { Pause } from '../storage/stream/pause.ts';
import type { LocalOutbox } from './create-outbox.ts';

/** Waiting that a nudge ends. */
export interface Bell {
  /** Waits that long, or until there was a nudge since the last time, or the end. */
  wait(ms: number): Promise<void>;
  stop(): void;
}

/** @param end ends all waiting */
export function createBell(outbox: Pick<LocalOutbox, 'onNudge'>, end: AbortSignal, pause: Pause): Bell {
  let rung = new AbortController();
  const ring = (): void => rung.abort();
  const stopListening = outbox.onNudge(ring);
  end.addEventListener('abort', ring);
  return {
    async wait(ms) {
      if (!rung.signal.aborted && !end.aborted) await pause(ms, rung.signal);
      rung = new AbortController();
    },
    stop() {
      stopListening();
      end.removeEventListener('abort', ring);
    },
  };
}
