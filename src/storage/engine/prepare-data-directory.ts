import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../errors/app-error.ts';

/**
 * The absolute path of the data directory, which exists and can be written to.
 *
 * @throws {AppError} `config.invalid` when it cannot be made or written to
 */
export function prepareDataDirectory(directory: string): string {
  const path = resolve(directory);
  try {
    // What is kept there is about people: for this user's eyes only.
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError(
      'config.invalid',
      `The data directory ${path} cannot be written to (${reason}). ` +
        'Make it writable for this user, or set DATA_DIR to another directory.',
      { details: { variable: 'DATA_DIR', reason }, cause },
    );
  }
  return path;
}
