import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createBackground } from '../../src/slack/background.ts';
import { createInFlight } from '../../src/slack/in-flight.ts';

function arrange() {
  const lines: string[] = [];
  const log = createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } });
  const state = { busy: false };
  const inFlight = createInFlight();
  const background = createBackground({ inFlight, isBusy: () => state.busy });
  return { background, inFlight, state, log, lines };
}

describe('work in the background', () => {
  it('is done one piece after another, in its order', async () => {
    const { background, inFlight, log } = arrange();
    const seen: string[] = [];
    const piece = (name: string) => async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} ends`);
    };

    background.add(piece('a'), 'failed', log);
    background.add(piece('b'), 'failed', log);
    await inFlight.drained(1000);

    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('waits while somebody is being answered', async () => {
    const { background, inFlight, state, log } = arrange();
    const work = vi.fn(async () => undefined);
    state.busy = true;

    background.add(work, 'failed', log);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const whileBusy = work.mock.calls.length;
    state.busy = false;
    await inFlight.drained(1000);

    expect([whileBusy, work.mock.calls.length]).toEqual([0, 1]);
  });

  it('waits for nothing once the app is about to end', async () => {
    const { background, inFlight, state, log } = arrange();
    const work = vi.fn(async () => undefined);
    state.busy = true;

    background.hurry();
    background.add(work, 'failed', log);
    await inFlight.drained(1000);

    expect(work).toHaveBeenCalledOnce();
  });

  it('goes on after a piece that fails, which is in the log', async () => {
    const { background, inFlight, log, lines } = arrange();
    const work = vi.fn(async () => undefined);

    background.add(() => Promise.reject(new Error('no table')), 'could not be kept', log);
    background.add(work, 'failed', log);
    await inFlight.drained(1000);

    expect(work).toHaveBeenCalledOnce();
    expect(lines.join('')).toMatch(/no table.*could not be kept/);
  });
});
