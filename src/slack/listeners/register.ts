import type { App, ViewSubmitAction } from '@slack/bolt';
import { actionPattern, viewIds } from '../action-ids.ts';
import type { Services } from '../services.ts';
import { createFeedbackAction } from './actions/feedback.ts';
import { createPostAction } from './actions/post.ts';
import type { ActionArguments } from './actions/pressed.ts';
import { createRefineAction } from './actions/refine.ts';
import { createReplaceAction } from './actions/replace.ts';
import { createReviewAction } from './actions/review.ts';
import { createChooseAction, createShowAction } from './actions/show.ts';
import { createDatasetCommand } from './commands/dataset-command.ts';
import { createDirectMessageListener, type WrittenMessage } from './events/direct-message.ts';
import { createHomeListener } from './events/home-opened.ts';
import { createMentionListener } from './events/mention.ts';
import { createApplyUpdate } from './views/apply-update.ts';

/** Ties each thing that Slack can tell us to the function that deals with it. */
export function registerListeners(app: App, services: Services): void {
  const answerCommand = createDatasetCommand(services);
  for (const { command } of services.datasets) app.command(command, answerCommand);

  const onAction = (name: Parameters<typeof actionPattern>[0], act: (request: ActionArguments) => Promise<void>) =>
    app.action(actionPattern(name), async ({ ack, body }) => {
      if (body.type === 'block_actions') await act({ ack, body });
    });
  onAction('show', createShowAction(services));
  onAction('choose', createChooseAction(services));
  onAction('review', createReviewAction(services));
  onAction('replace', createReplaceAction(services));
  onAction('post', createPostAction(services));
  onAction('refine', createRefineAction(services));
  onAction('feedback', createFeedbackAction(services));

  app.view<ViewSubmitAction>(viewIds.update, createApplyUpdate(services));

  const answerMessage = createDirectMessageListener(services);
  app.event('app_mention', createMentionListener(services));
  app.event('message', async ({ event, body, context }) => {
    await answerMessage({ event: event as WrittenMessage, body, context });
  });
  app.event('app_home_opened', createHomeListener(services));
}
