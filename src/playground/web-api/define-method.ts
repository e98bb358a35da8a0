import { z } from 'zod';
import { slackWords } from '../blocks/slack-words.ts';
import type { Stand } from '../stand.ts';
import { ApiError } from './api-error.ts';

type Reply = Readonly<Record<string, unknown>>;

/** One method of the Web API, ready to be called with what came over the wire. */
export type Method = (input: unknown, stand: Stand) => Reply;

/**
 * A method from the shape of its arguments and what it does with them.
 *
 * Arguments that it does not know are ignored, as Slack does.
 */
export function defineMethod<Shape extends z.ZodObject>(
  shape: Shape,
  handle: (input: z.infer<Shape>, stand: Stand) => Reply,
): Method {
  return (input, stand) => {
    const parsed = shape.safeParse(input);
    if (!parsed.success) throw new ApiError('invalid_arguments', slackWords(parsed.error, input, []));
    return handle(parsed.data, stand);
  };
}

/** A yes or no that may come as text. */
export const flag = z.preprocess(
  (value) => (typeof value === 'string' ? value === 'true' || value === '1' : value),
  z.boolean(),
);
/** A whole number that may come as text. */
export const count = z.coerce.number().int();
