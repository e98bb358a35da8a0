import { type Csv, toCsv } from '../../../answers/export/csv.ts';
import type { Export } from '../../../answers/export/export-of.ts';
import { AppError } from '../../../errors/app-error.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import { limits } from '../../blocks/limits.ts';
import { clipEscaped, escapeMrkdwn } from '../../blocks/text-objects.ts';
import type { Services } from '../../services.ts';
import { answering, type Occasion } from '../answering.ts';
import { requirePermission } from '../permission.ts';
import { exportFailure } from './export-failure.ts';
import { exportNotes, sentWords } from './export-words.ts';
import { type ActionArguments, type Pressed, readPressed, replyTo } from './pressed.ts';

/** The most bytes of one file. */
const mostBytes = 5_000_000;

/**
 * Sends all rows of an answer as a file, computed anew, to whoever pressed and to nobody else.
 *
 * Anyone who sees the answer may; what is about private people is in it for the workspace's own people only. One file
 * at a time a person, and each is in the audit log before it is sent.
 */
export function createExportAction(services: Services): (request: ActionArguments) => Promise<void> {
  const underWay = new Set<string>();
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { userId } = pressed.asker;
    await answering(services, { what: 'action export', say: replyTo(services, pressed) }, async (occasion) => {
      if (underWay.has(userId)) {
        return occasion.say(buildNotice('I am still at your last download. It comes in our direct messages.'));
      }
      underWay.add(userId);
      try {
        await sendExport(services, occasion, pressed);
      } finally {
        underWay.delete(userId);
      }
    });
  };
}

async function sendExport(services: Services, occasion: Occasion, pressed: Pressed): Promise<void> {
  const { answers, rights } = services;
  const { say, log } = occasion;
  const { userId } = pressed.asker;
  const { intent } = pressed.carried();
  await requirePermission(rights, intent, userId);
  const exported = await answers.export(intent, { personal: await rights.maySeePersonal(userId) });
  const csv = toCsv(exported, mostBytes);
  if (csv.rows === 0) return say(buildNotice('There is nothing to download: nothing fits that question now.'));
  if (!(await isNoted(services, occasion, pressed, exported, csv))) return;
  try {
    await services.files.send(userId, {
      name: exported.fileName,
      bytes: csv.bytes,
      comment: clipEscaped(escapeMrkdwn(exportNotes(exported, csv.rows).join('\n')), limits.sectionText),
    });
  } catch (error) {
    const words = exportFailure(error);
    if (words === undefined) throw error;
    log.warn({ err: error }, 'a file was not sent');
    return say(buildNotice(`${words} Reference: ${occasion.requestId}`));
  }
  log.info({ intent: intent.kind, rows: csv.rows, personal: exported.personal }, 'exported');
  await say(buildNotice(sentWords(exported.fileName, csv.rows)));
}

/** Writes down who takes what, or says that it cannot be: nothing leaves unrecorded. */
async function isNoted(
  { noteExport }: Services,
  { requestId, say, log }: Occasion,
  { asker, teamId }: Pressed,
  { understood, fileName, personal }: Export,
  { rows }: Csv,
): Promise<boolean> {
  try {
    await noteExport({
      at: new Date().toISOString(),
      userId: asker.userId,
      teamId,
      requestId,
      via: 'button',
      action: 'export',
      subject: 'export',
      details: { command: understood.command, fileName, rows, personal: personal === 'included' },
    });
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ err: error }, 'an export could not be recorded');
    const why = 'I could not write down in the audit log that you take this, so I did not send it.';
    await say(buildNotice(`${why} Please try again in a minute. Reference: ${requestId}`));
    return false;
  }
}
