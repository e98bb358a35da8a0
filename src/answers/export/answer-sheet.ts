import type { Unit } from '../../catalog/define-dataset.ts';
import type { Answer, Cell, Figure, Table } from '../answer.ts';
import { columnTitle, type Sheet, type SheetValue } from './sheet.ts';

/** What an answer shows as rows: its table, or else its figures. */
export function answerSheet({ table, headline, facts }: Answer): Sheet {
  if (table !== undefined && table.rows.length > 0) return tableSheet(table);
  return figuresSheet([...headline, ...facts]);
}

function tableSheet({ columns, rows }: Table): Sheet {
  const parts = columns.map((label, at) =>
    columnOf(
      label,
      rows.map((row) => row[at]),
    ),
  );
  return {
    columns: parts.flatMap(({ titles }) => titles),
    rows: rows.map((row) => parts.flatMap(({ valuesOf }, at) => valuesOf(row[at]))),
    notes: [],
  };
}

interface TableColumn {
  readonly titles: readonly string[];
  readonly valuesOf: (cell: Cell | undefined) => readonly SheetValue[];
}

/** Of a person the id is worth a column of its own: names are shared. */
function columnOf(label: string, cells: readonly (Cell | undefined)[]): TableColumn {
  if (cells.some((cell) => cell?.kind === 'person')) {
    return {
      titles: ['Id', label],
      valuesOf: (cell) => (cell?.kind === 'person' ? [cell.id, cell.name] : [null, plainValue(cell)]),
    };
  }
  const units = new Set(cells.flatMap(unitsOf));
  const [unit] = units;
  return {
    titles: [columnTitle(label, units.size === 1 ? unit : undefined)],
    valuesOf: (cell) => [plainValue(cell)],
  };
}

function unitsOf(cell: Cell | undefined): Unit[] {
  if (cell?.kind === 'number') return cell.value === null ? [] : [cell.unit];
  return cell?.kind === 'text' && cell.raw !== undefined ? [cell.raw.unit] : [];
}

function plainValue(cell: Cell | undefined): SheetValue {
  switch (cell?.kind) {
    case undefined:
      return null;
    case 'number':
      return cell.value;
    case 'person':
      return cell.name;
    case 'text':
      // A dash stands where there is nothing to say.
      return cell.raw?.value ?? (cell.text === '–' ? null : cell.text);
  }
}

function figuresSheet(figures: readonly Figure[]): Sheet {
  return {
    columns: ['Figure', 'Value', 'People'],
    rows: figures.map(({ label, unit, value, n }) => [columnTitle(label, unit), value, n]),
    notes: [],
  };
}
