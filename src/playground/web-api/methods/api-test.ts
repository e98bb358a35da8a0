import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';

/** @see https://docs.slack.dev/reference/methods/api.test */
export const apiTest = defineMethod(z.object({ error: z.string().optional() }), ({ error }) => {
  if (error) throw new ApiError(error);
  return { args: {} };
});
