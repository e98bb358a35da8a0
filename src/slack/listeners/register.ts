import type { App, ViewSubmitAction } from '@slack/bolt';
import { actionPattern, viewIds } from '../action-ids.ts';
import type { Services } from '../services.ts';
import { createPostAction } from './actions/post.ts';
import type { ActionArguments } from './actions/pressed.ts';
import { createReplaceAction } from './actions/replace.ts';
import { createShowAction } from './actions/show.ts';
import { createDatasetCommand } from './commands/dataset-command.ts';
import { createDirectMessageListener, type WrittenMessage } from './events/direct-message.ts';
import { createHomeListener } from './events/home-opened.ts';
import { createMentionListener } from './events/mention.ts';
import { createOnce } from './events/once.ts';
import { createApplyUpdate } from './views/apply-update.ts';

/** Ties each thing that Slack can tell us to the function that deals with it. */
export function registerListeners(app: App, services: Services): void {
  const answerCommand = createDatasetCommand(services);
  for (const { command } of services.datasets) app.command(command, answerCommand);

  const onAction = (name: Parameters<typeof actionPattern>[0], act: (request: ActionArguments) => Promise<void>) =>
    app.action(actionPattern(name), async ({ ack, body }) => {
      if (body.type === 'block_actions') await act({ ack, body });
    });
  const show = createShowAction(services);
  onAction('show', show);
  onAction('review', show);
  onAction('replace', createReplaceAction(services));
  onAction('post', createPostAction(services));

  app.view<ViewSubmitAction>(viewIds.update, createApplyUpdate(services));

  const isFirst = createOnce();
  const answerMention = createMentionListener(services);
  const answerMessage = createDirectMessageListener(services);
  app.event('app_mention', async (request) => {
    if (isFirst(request.body.event_id)) await answerMention(request);
  });
  app.event('message', async ({ event, body, context }) => {
    if (isFirst(body.event_id)) await answerMessage({ event: event as WrittenMessage, context });
  });
  app.event('app_home_opened', createHomeListener(services));
}
