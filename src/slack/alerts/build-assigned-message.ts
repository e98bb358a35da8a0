import { predictionLabel } from '../../answers/insight-words.ts';
import type { Alert } from '../../insights/alert.ts';
import { fitEscaped } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message } from '../blocks/message-block.ts';
import { escapeMrkdwn, mrkdwn } from '../blocks/text-objects.ts';
import { buildAlertActions } from './alert-controls.ts';
import { whoWords } from './alert-words.ts';
import { leadBlocks, leadLines } from './lead-blocks.ts';
import { mentionOf } from './status-words.ts';

/** An alert whole, for the person whom somebody asked to take care of it. */
export function buildAssignedMessage(alert: Alert, by: string): Message {
  const { facts } = alert;
  const heading = `Yours now: ${predictionLabel(facts.predictionType)} · ${whoWords(facts)}`;
  const asked = `${mentionOf(by)} asked you to take care of this. ${standingWords(alert)}`;
  return fitEscaped(
    [
      header(heading),
      { type: 'context', elements: [mrkdwn(asked, limits.field)] },
      ...leadBlocks(alert, 'whole'),
      ...buildAlertActions(alert, 0),
    ],
    [escapeMrkdwn(heading), asked, ...leadLines(alert, 'whole').map(escapeMrkdwn)].join('\n'),
  );
}

/** What acknowledging would say, or who did already. Safe in mrkdwn. */
function standingWords({ status, owner, acknowledged }: Alert): string {
  if (status !== 'acknowledged') return 'Acknowledging says that you do.';
  if (acknowledged === undefined) return 'It is acknowledged already.';
  return `${acknowledged.by === owner ? 'You' : mentionOf(acknowledged.by)} acknowledged it already.`;
}
