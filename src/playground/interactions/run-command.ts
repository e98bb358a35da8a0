import type { Delivery } from '../outgoing/app-line.ts';
import type { Stand } from '../stand.ts';
import { applyResponse } from '../web-api/answer-response-url.ts';
import { ApiError } from '../web-api/api-error.ts';
import type { Conversation } from '../workspace/conversations.ts';
import { slackbot } from '../workspace/message.ts';
import { app, type Person, team } from '../workspace/people.ts';
import { inviteApp } from './invite-app.ts';
import { channelName } from './payload-parts.ts';
import { withReferences } from './with-references.ts';

function tell(person: Person, channel: string, text: string, threadTs: string | undefined, stand: Stand): void {
  stand.workspace.add({ channel, user: slackbot, text, threadTs, onlyFor: person.id });
}

function failure(command: string, delivery: Extract<Delivery, { ok: false }>): string {
  if (delivery.reason === 'not_connected') return `No app is connected, so ${command} goes nowhere.`;
  const error = delivery.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
  return `${command} failed with the error "${error}"`;
}

function applyBody(delivery: Extract<Delivery, { ok: true }>, person: Person, channel: string, stand: Stand): void {
  const body = delivery.body.trim();
  if (body === '') return;
  const isJson = delivery.contentType.includes('json');
  const origin = { channel, userId: person.id, messageTs: undefined };
  applyResponse(isJson ? JSON.parse(body) : { text: body }, origin, stand, 'slash command reply');
}

/**
 * Runs a slash command: tells the app, and shows what it answers in the same breath.
 *
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export async function runCommand(
  person: Person,
  conversation: Conversation,
  typed: string,
  threadTs: string | undefined,
  stand: Stand,
): Promise<void> {
  const [command = '', ...rest] = typed.split(/\s+/);
  const channel = conversation.id;
  if (threadTs) {
    tell(person, channel, `${command} is not supported in threads. Sorry!`, threadTs, stand);
    return;
  }
  if (command === '/invite') {
    tell(person, channel, inviteApp(person, conversation, rest.join(' '), stand), undefined, stand);
    return;
  }
  const registered = stand.commands.find(({ name }) => name === command);
  if (registered === undefined) {
    const text = `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`;
    tell(person, channel, text, undefined, stand);
    return;
  }
  const text = rest.length === 0 ? '' : typed.slice(command.length).trim();
  const delivery = await stand.line.sendForm({
    token: stand.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel,
    channel_name: channelName(conversation),
    user_id: person.id,
    user_name: person.name,
    command,
    text: registered.escapes === true ? withReferences(text, person, stand) : text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: `${stand.origin()}${stand.responseUrls.issue({ channel, userId: person.id, messageTs: undefined })}`,
    trigger_id: stand.triggers.issue(person.id),
  });
  if (!delivery.ok) {
    tell(person, channel, failure(command, delivery), undefined, stand);
    return;
  }
  try {
    applyBody(delivery, person, channel, stand);
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof SyntaxError)) throw error;
    stand.warn({ method: 'slash command reply', text: error.message });
    tell(person, channel, `${command} failed with the error "invalid_command_response"`, undefined, stand);
  }
}
