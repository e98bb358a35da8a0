import { formatTable } from '../generate/format-table.ts';
import type { Row } from './rows.ts';

export function formatRows(rows: readonly Row[]): string {
  return formatTable(
    ['Figure', 'Measured', 'Target', 'Met'],
    rows.map(({ figure, measured, target, met }) => [
      figure,
      measured,
      target,
      target === '' ? '' : met ? 'yes' : 'NO',
    ]),
    [1],
  );
}
