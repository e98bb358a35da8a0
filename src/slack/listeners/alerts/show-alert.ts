import type { Answer } from '../../../answers/answer.ts';
import { datasetNamed } from '../../../catalog/catalog.ts';
import { namesOfKind } from '../../../catalog/derive/attribute-names.ts';
import { AppError } from '../../../errors/app-error.ts';
import type { Alert } from '../../../insights/alert.ts';
import { commandOf } from '../../../intents/command-of.ts';
import { type Intent, intentSchema } from '../../../intents/intent.ts';
import type { AlertCommand } from '../../alerts/alert-carrier.ts';
import { buildWhyMessage } from '../../alerts/build-why-message.ts';
import { replyTo } from '../actions/pressed.ts';
import { answerIntent } from '../answer-intent.ts';
import { isDirect } from '../is-direct.ts';
import type { AlertPress } from './alert-press.ts';

/** Shows whoever pressed, and nobody else, the profile of whom an alert is about, or why it was raised. */
export async function showAlert(press: AlertPress, alert: Alert, asked: AlertCommand): Promise<void> {
  const { services, pressed, occasion } = press;
  const reply = replyTo(services, pressed);
  const say: typeof occasion.say = (message) => reply(message, occasion.log);
  if (asked === 'why') {
    return say(buildWhyMessage(alert, await groupsBehind(press, alert), { isDirect: isDirect(pressed.channel) }));
  }
  const { dataset, entityId } = alert.facts;
  const intent: Intent = { kind: 'profile', dataset, subject: entityId };
  await answerIntent(services, { ...occasion, say }, { intent, asker: pressed.asker, audience: 'asker' });
}

/** Which groups stand out among those like the member; undefined where that cannot be told. */
async function groupsBehind({ services, occasion }: AlertPress, { facts, now }: Alert): Promise<Answer | undefined> {
  const dataset = datasetNamed(facts.dataset);
  const own = facts.segments[dataset.peers];
  if (own === undefined || namesOfKind(dataset, 'segment').length < 2) return undefined;
  const about = intentSchema.safeParse({
    kind: 'summary',
    dataset: facts.dataset,
    metrics: [now.headline.metric],
    filters: [{ field: dataset.peers, op: 'in', values: [own] }],
  });
  if (!about.success) return undefined;
  try {
    return await services.answers.answer({ kind: 'operation', name: 'why', arguments: { of: commandOf(about.data) } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    occasion.log.warn({ err: error }, 'the groups behind an alert cannot be read');
    return undefined;
  }
}
