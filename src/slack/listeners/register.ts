import type { App, ViewSubmitAction } from '@slack/bolt';
import { insights } from '../../catalog/datasets/insights.ts';
import { actionPattern, viewIds } from '../action-ids.ts';
import { createHome } from '../home/create-home.ts';
import type { Services } from '../services.ts';
import { createExportAction } from './actions/export.ts';
import { createFeedbackAction } from './actions/feedback.ts';
import { createPostAction } from './actions/post.ts';
import type { ActionArguments } from './actions/pressed.ts';
import { createRefineAction } from './actions/refine.ts';
import { createRefreshHomeAction } from './actions/refresh-home.ts';
import { createReplaceAction } from './actions/replace.ts';
import { createReviewAction } from './actions/review.ts';
import { createChooseAction, createShowAction } from './actions/show.ts';
import { createAcknowledgeGroupAction } from './alerts/acknowledge-group-action.ts';
import { createAlertAction } from './alerts/alert-action.ts';
import { createAssignForm, createSnoozeForm } from './alerts/alert-forms.ts';
import { createNewSilenceAction } from './alerts/silence-action.ts';
import { createSilenceForm } from './alerts/silence-form.ts';
import { createTryChannelAction } from './alerts/try-channel-action.ts';
import { createNewWatchAction, createWatchAction } from './alerts/watch-action.ts';
import { createWatchForm } from './alerts/watch-form.ts';
import { createDatasetCommand } from './commands/dataset-command.ts';
import { createChannelListener } from './events/channel-opened.ts';
import { createDirectMessageListener, type WrittenMessage } from './events/direct-message.ts';
import { createHomeListener } from './events/home-opened.ts';
import { createMentionListener } from './events/mention.ts';
import { createApplyUpdate } from './views/apply-update.ts';

/** Ties each thing that Slack can tell us to the function that deals with it. */
export function registerListeners(app: App, services: Services): void {
  const home = createHome(services);
  const answerCommand = createDatasetCommand(services);
  for (const { command } of [...services.datasets, insights]) app.command(command, answerCommand);

  const onAction = (name: Parameters<typeof actionPattern>[0], act: (request: ActionArguments) => Promise<void>) =>
    app.action(actionPattern(name), async ({ ack, body }) => {
      if (body.type === 'block_actions') await act({ ack, body });
    });
  onAction('show', createShowAction(services));
  onAction('choose', createChooseAction(services));
  onAction('review', createReviewAction(services));
  onAction('replace', createReplaceAction(services));
  onAction('post', createPostAction(services));
  onAction('export', createExportAction(services));
  onAction('refine', createRefineAction(services));
  onAction('feedback', createFeedbackAction(services));
  onAction('alert', createAlertAction(services, home));
  onAction('acknowledgeGroup', createAcknowledgeGroupAction(services, home));
  onAction('watch', createWatchAction(services, home));
  onAction('newWatch', createNewWatchAction(services, home));
  onAction('newSilence', createNewSilenceAction(services, home));
  onAction('tryChannel', createTryChannelAction(services, home));
  onAction('refreshHome', createRefreshHomeAction(services, home));

  app.view<ViewSubmitAction>(viewIds.update, createApplyUpdate(services));
  app.view<ViewSubmitAction>(viewIds.snooze, createSnoozeForm(services, home));
  app.view<ViewSubmitAction>(viewIds.assign, createAssignForm(services, home));
  app.view<ViewSubmitAction>(viewIds.watch, createWatchForm(services, home));
  app.view<ViewSubmitAction>(viewIds.silence, createSilenceForm(services, home));

  const answerMessage = createDirectMessageListener(services);
  app.event('app_mention', createMentionListener(services));
  app.event('message', async ({ event, body, context }) => {
    await answerMessage({ event: event as WrittenMessage, body, context });
  });
  app.event('app_home_opened', createHomeListener(services, home));
  const channelListener = createChannelListener(services);
  app.event('member_joined_channel', async ({ event, context }) => {
    // Where Slack has not said yet who we are it may be us: one try too many does no harm.
    if (event.user === (context.botUserId ?? event.user)) await channelListener(event.channel);
  });
  app.event('channel_unarchive', async ({ event }) => channelListener(event.channel));
  app.event('group_unarchive', async ({ event }) => channelListener(event.channel));
}
