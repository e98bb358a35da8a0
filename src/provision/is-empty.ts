import { keyName } from '../catalog/derive/attribute-names.ts';
import type { Repository } from '../storage/repository.ts';

/** Whether a table holds nobody. Costs one read of at most one item. */
export async function isEmpty(repository: Repository): Promise<boolean> {
  for await (const page of repository.readAll({ attributes: [keyName(repository.dataset)], pageSize: 1 })) {
    return page.items.length === 0 && page.unreadable === 0;
  }
  return true;
}
