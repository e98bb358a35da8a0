import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';

/** @see https://docs.slack.dev/reference/methods/apps.connections.open */
export const appsConnectionsOpen = defineMethod(z.object({}), (_input, stand) => {
  if (!stand.openSocket) throw new ApiError('socket_mode_not_enabled');
  return { url: stand.openSocket() };
});
