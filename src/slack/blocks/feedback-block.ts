import type { ContextActionsBlock } from '@slack/types';
import { actionId } from '../action-ids.ts';
import { encodeFeedback } from '../feedback-value.ts';
import { limits } from './limits.ts';
import { plain } from './text-objects.ts';

/**
 * Thumbs up and down for the answer to a recorded question.
 *
 * @see https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element
 */
export function buildFeedbackBlock(id: string): ContextActionsBlock {
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: actionId('feedback', 0),
        positive_button: {
          text: plain('👍', limits.buttonText),
          accessibility_label: 'This answer was of use',
          value: encodeFeedback({ vote: 'good', id }),
        },
        negative_button: {
          text: plain('👎', limits.buttonText),
          accessibility_label: 'This answer was of no use',
          value: encodeFeedback({ vote: 'bad', id }),
        },
      },
    ],
  };
}
