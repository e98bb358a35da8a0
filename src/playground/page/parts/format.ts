const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

/** The time of day of a message's timestamp. */
export function timeOf(ts: string): string {
  return clock.format(Number(ts) * 1000);
}

/** Day and time of a message's timestamp. */
export function fullTimeOf(ts: string): string {
  return full.format(Number(ts) * 1000);
}

/** The size of a file: "312 bytes", "1.4 kB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** The first letters of first and last name. */
export function initials(name: string): string {
  return name
    .split(' ')
    .map((part) => part[0] ?? '')
    .join('')
    .slice(0, 2);
}
