import { readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const turnFile = 'engine.starting';
const pollMs = 10;
/** A start takes well under a second; whoever holds the turn for longer has crashed. */
const longestTurnMs = 15_000;

/**
 * Starts something over a data directory while nobody else does, in this process or another.
 *
 * The turn is a file with the holder's process id. One that was left by a crash is passed over. Where no such file
 * can be made, the work is done all the same, with `hasTurn` false: it must not count on being alone then.
 */
export async function inStartTurn<Result>(
  directory: string,
  work: (hasTurn: boolean) => Promise<Result>,
): Promise<Result> {
  const file = join(directory, turnFile);
  const hasTurn = await takeTurn(file);
  try {
    return await work(hasTurn);
  } finally {
    if (hasTurn) remove(file);
  }
}

async function takeTurn(file: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < longestTurnMs; waitedMs += pollMs) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
    if (isLeftBehind(file)) remove(file);
    else await delay(pollMs);
  }
  return false;
}

function isLeftBehind(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > longestTurnMs) return true;
    const holder = Number(readFileSync(file, 'utf8'));
    // One that was just made may be empty still.
    return holder > 0 && !isRunning(holder);
  } catch {
    return false;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Somebody else was faster.
  }
}
