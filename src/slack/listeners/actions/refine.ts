import { AppError } from '../../../errors/app-error.ts';
import { intentSchema } from '../../../intents/intent.ts';
import { isRefinable, type RefinableIntent, refineIntent } from '../../../intents/refine-intent.ts';
import { buildMessage } from '../../blocks/build-message.ts';
import { commandOfBlock, decodeRefinement } from '../../refinement-option.ts';
import type { Services } from '../../services.ts';
import { answering } from '../answering.ts';
import { isDirect } from '../is-direct.ts';
import { rememberContext, today } from '../thread-context.ts';
import { type ActionArguments, readPressed, replyTo } from './pressed.ts';

/**
 * Asks the question of a message again with one thing changed, without a model, and answers in its place.
 *
 * Anyone who sees the message may: it only reads. In a thread, what is asked next goes on from the new question.
 */
export function createRefineAction(services: Services): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { asker, audience, place, thread } = pressed;
    await answering(services, { what: 'action refine', say: replyTo(services, pressed) }, async ({ say, log }) => {
      const intent = await refinedIntent(services, body.actions[0]?.block_id, pressed.value);
      const answer = await services.answers.answer(intent);
      log.info({ intent: intent.kind, answer: answer.kind }, 'refined');
      if (place !== undefined && !pressed.isEphemeral) await rememberContext(services, place, { intent, answer }, log);
      const message = buildMessage(answer, audience, {
        refinable: true,
        feedbackId: pressed.feedbackId,
        isDirect: isDirect(pressed.channel),
      });
      if (asker.responseUrl === undefined) return say(message);
      return services.port.respond(asker.responseUrl, message, { visibleTo: audience, replace: true, thread });
    });
  };
}

/** @throws {AppError} `input.invalid` when the block or the option is none of ours, or they do not go together */
async function refinedIntent(
  { parser }: Services,
  blockId: string | undefined,
  option: string | undefined,
): Promise<RefinableIntent> {
  const { intent } = await parser.understand({ text: commandOfBlock(blockId), surface: 'slash', today: today() });
  const parsed = isRefinable(intent)
    ? intentSchema.safeParse(refineIntent(intent, decodeRefinement(option)))
    : undefined;
  if (parsed?.success === true && isRefinable(parsed.data)) return parsed.data;
  throw new AppError('input.invalid', 'a select and its block do not go together', { cause: parsed?.error });
}
