import type { Stand } from '../stand.ts';
import { type Person, people } from '../workspace/people.ts';

/**
 * Typed text as it reaches a command with `should_escape`: channels and people that the person can see as references,
 * the rest escaped.
 *
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function withReferences(text: string, person: Person, stand: Stand): string {
  const seen = stand.workspace
    .conversations()
    .filter(({ kind, members }) => kind !== 'im' && (kind === 'channel' || members.includes(person.id)));
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<=^|\s)#([\p{L}\p{N}_-]+)/gu, (whole, name: string) => {
      const channel = seen.find((each) => each.name === name.toLowerCase());
      return channel === undefined ? whole : `<#${channel.id}|${channel.name}>`;
    })
    .replace(/(?<=^|\s)@([a-z0-9._-]+)/giu, (whole, name: string) => {
      const user = Object.values(people).find((each) => each.name === name.toLowerCase());
      return user === undefined ? whole : `<@${user.id}|${user.name}>`;
    });
}
