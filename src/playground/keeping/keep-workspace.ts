import type { Stand } from '../stand.ts';
import type { Change } from '../workspace/change.ts';
import { removeDrafts, writeKept } from './kept-file.ts';

/** Between two writes; what changed since the last is lost when the process is killed. */
const writeEveryMs = 1000;

/** One thing done often changes several messages: they are written together. */
const settleMs = 50;

type Kept = Pick<Stand, 'workspace' | 'threads' | 'views' | 'changes'>;

export interface Keeping {
  /** Writes what is not written yet, and stops. */
  close(): Promise<void>;
}

function changesWhatIsKept(change: Change): boolean {
  switch (change.kind) {
    case 'message':
    case 'removed':
      return change.message.onlyFor === undefined;
    case 'home':
    case 'thread':
    // This is how joining a channel is told.
    case 'connection':
      return true;
    case 'views':
    case 'warning':
      return false;
  }
}

/** Keeps a file in step with the workspace, at most once a second; a file that cannot be written is warned of. */
export function keepWorkspace(
  file: string,
  { workspace, threads, views, changes }: Kept,
  warn: (text: string) => void,
): Keeping {
  let due: NodeJS.Timeout | undefined;
  let isWritten = true;
  let wasWarned = false;
  let wroteAt = Number.NEGATIVE_INFINITY;
  // Only now: a workspace that cannot start, its port being taken, leaves the running one's drafts alone.
  let lastWrite: Promise<void> = removeDrafts(file);

  async function write(): Promise<void> {
    isWritten = true;
    wroteAt = performance.now();
    try {
      await writeKept(file, { ...workspace.kept(), threads: threads.kept(), homes: views.homes() });
      wasWarned = false;
    } catch (error) {
      isWritten = false;
      if (!wasWarned) warn(`what the workspace holds cannot be kept in ${file}: ${String(error)}`);
      wasWarned = true;
    }
  }

  function writeSoon(): void {
    isWritten = false;
    due ??= setTimeout(
      () => {
        due = undefined;
        lastWrite = lastWrite.then(write);
      },
      Math.max(settleMs, wroteAt + writeEveryMs - performance.now()),
    ).unref();
  }

  const stop = changes.watch((change) => {
    if (changesWhatIsKept(change)) writeSoon();
  });
  return {
    async close() {
      stop();
      clearTimeout(due);
      await lastWrite;
      if (!isWritten) await write();
    },
  };
}
