import { randomUUID } from 'node:crypto';
import type { Stand } from '../stand.ts';
import type { Conversation } from '../workspace/conversations.ts';
import { type Message, slackbot } from '../workspace/message.ts';
import { app, bot, type Person, team } from '../workspace/people.ts';
import { Refusal } from './refusal.ts';
import { runCommand } from './run-command.ts';

/** What a person types, and where. */
export interface Saying {
  readonly channel: string;
  readonly text: string;
  readonly threadTs?: string | undefined;
}

/** Typed text as Slack sends it on: escaped, with the app's name as a mention. */
function encodeTyped(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(new RegExp(`@${app.name}\\b`, 'gi'), `<@${bot.id}>`);
}

function messageEvent(message: Message, person: Person): Record<string, unknown> {
  return {
    user: person.id,
    ts: message.ts,
    client_msg_id: randomUUID(),
    text: message.text,
    team: team.id,
    ...(person.isStranger ? { user_team: person.teamId, source_team: person.teamId } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    channel: message.channel,
    event_ts: message.ts,
  };
}

function tellApp(message: Message, conversation: Conversation, person: Person, stand: Stand): void {
  if (conversation.kind === 'im') {
    void stand.events.send({ type: 'message', channel_type: 'im', ...messageEvent(message, person) });
    return;
  }
  if (!message.text.includes(`<@${bot.id}>`)) return;
  if (conversation.members.includes(bot.id)) {
    void stand.events.send({ type: 'app_mention', ...messageEvent(message, person) });
    return;
  }
  const text = `<@${bot.id}> is not in this channel, so it did not get your message. Slash commands work here all the same.`;
  stand.workspace.add({ channel: conversation.id, user: slackbot, text, onlyFor: person.id });
}

/** The conversation, if this person is in it. @throws {Refusal} if not */
export function conversationOf(person: Person, channel: string, stand: Stand): Conversation {
  const conversation = stand.workspace.conversation(channel);
  if (!conversation?.members.includes(person.id)) throw new Refusal('You are not in this conversation.');
  if (conversation.isArchived) throw new Refusal('This channel is archived.');
  return conversation;
}

/**
 * A person sends what they typed: a slash command or a message.
 *
 * Settles once the app has acknowledged a command, or at once for a message.
 *
 * @throws {Refusal} where the person may not write there
 */
export async function say(person: Person, saying: Saying, stand: Stand): Promise<void> {
  const conversation = conversationOf(person, saying.channel, stand);
  const text = saying.text.trim();
  if (text === '') throw new Refusal('Write something first.');
  if (text.length > 12_000) throw new Refusal('That is too long for one message.');
  if (/^\/[a-z]/i.test(text)) {
    await runCommand(person, conversation, text, saying.threadTs, stand);
    return;
  }
  const parent = saying.threadTs ? stand.workspace.find(conversation.id, saying.threadTs) : undefined;
  const message = stand.workspace.add({
    channel: conversation.id,
    user: person.id,
    text: encodeTyped(text),
    threadTs: parent?.threadTs ?? parent?.ts,
  });
  tellApp(message, conversation, person, stand);
}
