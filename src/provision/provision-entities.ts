import { firstRun, type Generation } from '../generator/generation.ts';
import { type ProvisionOptions, provisionMembers } from './provision-members.ts';

/**
 * Fills an empty table of students, tutors, subjects and regions on the first run: 200 of them unless told otherwise.
 *
 * @returns what was generated now; undefined when there was nothing to do
 * @throws {AppError} `repository.*` when the table cannot be read or filled
 */
export function provisionEntities(options: ProvisionOptions): Promise<Generation | undefined> {
  return provisionMembers({ ...options, count: options.count ?? firstRun.entityCount });
}
