const mostRows = 6;
const mostColumns = 7;

/** The first fields of the first rows of a CSV text, with its header; empty where it is none. */
export function csvPreview(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A field, quoted or not, and what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  field.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  while (rows.length < mostRows && field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) return [];
    const [, quoted, bare = '', end] = match;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push(row.slice(0, mostColumns));
      row = [];
    }
  }
  return rows;
}
