import { AppError } from '../../errors/app-error.ts';

/** What can be done with a watch, a digest or a silence; each is the value of a button or an option. */
export const watchCommands = ['edit', 'pause', 'resume', 'remove', 'removeDigest', 'removeSilence'] as const;
export type WatchCommand = (typeof watchCommands)[number];

/** @see https://docs.slack.dev/reference/block-kit/blocks/section-block for the limit of a block's id */
const blockIdLimit = 255;
const form = /^watch \d+ (?<id>.+)$/su;

/** The id of a block whose elements act on the watch or the silence of this id, or on the digest of this channel. */
export function watchBlockId(id: string, ordinal: number): string | undefined {
  const blockId = `watch ${ordinal} ${id}`;
  return blockId.length <= blockIdLimit ? blockId : undefined;
}

/** @throws {AppError} `input.invalid` when the block names none of ours */
export function watchIdOfBlock(blockId: string | undefined): string {
  const id = form.exec(blockId ?? '')?.groups?.['id'];
  if (id === undefined) throw new AppError('input.invalid', 'a block names no watch');
  return id;
}

/** @throws {AppError} `input.invalid` when it is none of ours */
export function watchCommandOf(value: string | undefined): WatchCommand {
  const command = watchCommands.find((each) => each === value);
  if (command === undefined) throw new AppError('input.invalid', 'a control names nothing to do with a watch');
  return command;
}
