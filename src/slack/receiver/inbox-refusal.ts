import type { HTTPReceiverOptions } from '@slack/bolt';
import type { Log } from '../../log.ts';

type ErrorHandler = NonNullable<HTTPReceiverOptions['processEventErrorHandler']>;

/**
 * Answers a request that could not be taken in: 503, upon which Slack sends an event again.
 *
 * For the receiver's `processEventErrorHandler`, in place of Bolt's own, whose 500 is followed three seconds
 * later by a complaint in the log that nobody has acknowledged.
 */
export function createRefusal(log: Log): ErrorHandler {
  return async ({ error, response }) => {
    log.error({ err: error }, 'a request could not be taken in');
    if (response.headersSent) return false;
    response.writeHead(503, { connection: 'close' });
    response.end();
    return true;
  };
}
