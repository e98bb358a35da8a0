import type { Message } from './message.ts';
import type { Person } from './people.ts';
import type { Workspace } from './workspace.ts';

/** Whether this person sees this message. */
export function sees(person: Person, message: Message, workspace: Workspace): boolean {
  const isMember = workspace.conversation(message.channel)?.members.includes(person.id) === true;
  return isMember && (message.onlyFor === undefined || message.onlyFor === person.id);
}
