const dayMs = 86_400_000;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The day so many days later, or earlier for a negative number. Days are ISO dates. */
export function plusDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}

/** How many days lie between two, of which the first is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** A day in a sentence: `21 October`, and `21 October 2025` where that is not the year of the other day. */
export function longDay(day: string, today: string): string {
  return inWords(day, today, (month) => month);
}

/** A day on an axis or in a column: `21 Oct`, and `21 Oct 2025` where that is not the year of the other day. */
export function shortDay(day: string, today: string = day): string {
  return inWords(day, today, (month) => month.slice(0, 3));
}

function inWords(day: string, today: string, wordFor: (month: string) => string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const words = `${Number(date)} ${wordFor(months[Number(month) - 1] ?? month)}`;
  return today.startsWith(year) ? words : `${words} ${year}`;
}

/** At most so many of the items, evenly; the first and the last are among them. `most` is 2 or more. */
export function thinned<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, at) => items[Math.round(at * step)]).filter((item) => item !== undefined);
}
