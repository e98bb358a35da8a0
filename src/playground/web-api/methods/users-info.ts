import { z } from 'zod';
import { findPerson } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';
import { personPayload } from '../payloads.ts';

/** @see https://docs.slack.dev/reference/methods/users.info */
export const usersInfo = defineMethod(z.object({ user: z.string().min(1) }), ({ user }) => {
  const person = findPerson(user);
  if (!person) throw new ApiError('user_not_found');
  return { user: personPayload(person) };
});
