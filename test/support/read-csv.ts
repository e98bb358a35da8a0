/**
 * The fields of a CSV text, line by line: a small reader of RFC 4180 that knows nothing of how ours are written.
 *
 * @throws {Error} where the text is not as the RFC has it: no byte order mark before it, bare quotes, other line ends
 */
export function readCsv(text: string): string[][] {
  if (!text.startsWith('\uFEFF')) throw new Error('there is no byte order mark');
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 1;
  while (at < text.length) {
    const { field, end } = text[at] === '"' ? quoted(text, at) : bare(text, at);
    line.push(field);
    if (text[end] === ',') at = end + 1;
    else if (text.startsWith('\r\n', end)) {
      lines.push(line);
      line = [];
      at = end + 2;
    } else throw new Error(`neither a comma nor the end of a line at ${end}`);
    // A comma as the last thing of a line is followed by one more field, which is empty: the loop reads it.
  }
  if (line.length > 0) throw new Error('the last line has no end');
  return lines;
}

function quoted(text: string, start: number): { field: string; end: number } {
  let field = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') field += text[at];
    else if (text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else return { field, end: at + 1 };
  }
  throw new Error('a quoted field has no end');
}

function bare(text: string, start: number): { field: string; end: number } {
  let end = start;
  while (end < text.length && !',"\r\n'.includes(text.charAt(end))) end += 1;
  return { field: text.slice(start, end), end };
}
