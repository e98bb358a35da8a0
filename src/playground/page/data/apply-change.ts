import type { Change, Message, Snapshot } from './workspace-data.ts';

function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const index = messages.findIndex(({ ts, channel }) => ts === message.ts && channel === message.channel);
  return index === -1 ? [...messages, message] : messages.with(index, message);
}

/** The workspace after a change. */
export function applyChange(snapshot: Snapshot, change: Change): Snapshot {
  switch (change.kind) {
    case 'message':
      return { ...snapshot, messages: withMessage(snapshot.messages, change.message) };
    case 'removed':
      return {
        ...snapshot,
        messages: snapshot.messages.filter(({ ts, channel }) => ts !== change.ts || channel !== change.channel),
      };
    case 'views':
      return { ...snapshot, views: change.views };
    case 'home':
      return { ...snapshot, home: change.home };
    case 'thread': {
      const others = snapshot.threads.filter(
        ({ channel, threadTs }) => channel !== change.channel || threadTs !== change.threadTs,
      );
      return { ...snapshot, threads: [...others, change] };
    }
    case 'connection':
      return { ...snapshot, isConnected: change.isConnected };
    case 'warning':
      return snapshot;
  }
}
