import type { Intent } from '../../intents/intent.ts';
import type { Rights } from '../rights.ts';

/** Whether only admins may see the answer. */
export function isForAdmins(intent: Intent): boolean {
  return intent.kind === 'operation' && intent.name === 'usage';
}

/** @throws {AppError} `slack.forbidden` when this person may not have this answered; its details say who may */
export async function requirePermission(rights: Rights, intent: Intent, userId: string): Promise<void> {
  if (isForAdmins(intent)) await rights.requireAdmin(userId);
  if (intent.kind === 'update') await rights.requireEditor(userId);
}
