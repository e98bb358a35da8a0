import { AppError } from '../../../errors/app-error.ts';
import type { FileStep } from '../../posting/file-port.ts';

const scopeMissing =
  'Vitals may not send files in this workspace yet: whoever runs it has to add the permissions files:write and im:write to the app in Slack and install it again.';
const filesOff = 'This workspace does not take such a file; its admins decide that. Ask them, or ask for less.';

/** What Slack answers, and what that means for whoever wants a file. */
const refusals: Readonly<Record<string, string>> = {
  missing_scope: scopeMissing,
  no_permission: scopeMissing,
  not_allowed_token_type: scopeMissing,
  file_uploads_disabled: filesOff,
  file_uploads_except_images_disabled: filesOff,
  file_type_not_allowed: filesOff,
  file_upload_size_restricted: filesOff,
  storage_limit_reached: "This workspace's storage for files is full, so the file was not sent.",
};

const noConversation =
  'I cannot write to you directly, so there is nowhere to send the file. That may be because you are of another workspace.';

/** What a person is told whose file could not be sent; undefined where that is nothing of files. */
export function exportFailure(error: unknown): string | undefined {
  if (!(error instanceof AppError)) return undefined;
  const step = error.details['step'] as FileStep | undefined;
  if (step === undefined) return undefined;
  switch (error.code) {
    case 'slack.rate_limited':
      return 'Slack asked me to slow down, so the file was not sent. Please try again in a minute.';
    case 'slack.unavailable':
      return step === 'share'
        ? 'Slack did not confirm the file. Look into our direct messages before you download it again.'
        : 'Slack did not take the file, so it was not sent. Please try again in a minute.';
    case 'slack.rejected': {
      const code = String(error.details['error']);
      if (Object.hasOwn(refusals, code)) return refusals[code];
      return step === 'open' ? noConversation : `Slack refused the file (${code}), so it was not sent.`;
    }
    default:
      return undefined;
  }
}
