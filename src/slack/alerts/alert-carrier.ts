import { AppError } from '../../errors/app-error.ts';
import type { Alert } from '../../insights/alert.ts';

/** What can be done with an alert; each is the value of a button or an option, and short, for there are many. */
export const alertCommands = [
  'ack',
  '1h',
  '1d',
  '1w',
  'until',
  'assign',
  'profile',
  'why',
  'useful',
  'useless',
] as const;
export type AlertCommand = (typeof alertCommands)[number];

const hourMs = 3_600_000;
/** For how long each choice of a snooze is quiet, in milliseconds. */
export const snoozeMs: Readonly<Partial<Record<AlertCommand, number>>> = {
  '1h': hourMs,
  '1d': 24 * hourMs,
  '1w': 7 * 24 * hourMs,
};

/** @see https://docs.slack.dev/reference/block-kit/blocks/section-block for the limit of a block's id */
const blockIdLimit = 255;
const form = /^alert \d+ [a-z]+\d* (?<alertId>.+)$/su;

/**
 * The id of a block whose elements act on this alert. Options hold too little for an alert's id, so the block does.
 *
 * It changes with the alert's status, so that Slack shows its selects as not chosen from.
 *
 * @returns undefined where the alert's id is too long for a block to carry
 */
export function alertBlockId({ facts, status, escalations }: Alert, ordinal: number): string | undefined {
  const id = `alert ${ordinal} ${status}${escalations} ${facts.alertId}`;
  return id.length <= blockIdLimit ? id : undefined;
}

/** @throws {AppError} `input.invalid` when the block acts on no alert of ours */
export function alertIdOfBlock(blockId: string | undefined): string {
  const alertId = form.exec(blockId ?? '')?.groups?.['alertId'];
  if (alertId === undefined) throw new AppError('input.invalid', 'a block names no alert');
  return alertId;
}

/** @throws {AppError} `input.invalid` when it is none of ours */
export function alertCommandOf(value: string | undefined): AlertCommand {
  const command = alertCommands.find((each) => each === value);
  if (command === undefined) throw new AppError('input.invalid', 'a control names nothing to do with an alert');
  return command;
}
