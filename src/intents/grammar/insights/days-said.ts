/** A length of time that a text names, in days, and the text without it. */
export interface DaysSaid {
  readonly days: number | undefined;
  readonly rest: string;
}

const lengths: Readonly<Record<string, number>> = { day: 1, d: 1, week: 7, w: 7, month: 30, quarter: 90, year: 365 };

const counted =
  /\b(?:(?:of|over|in|for|from|within) )*(?:the )?(?:(?:last|past|previous) )?(?<count>\d{1,4}) ?-?(?<unit>day|d|week|w|month|quarter|year)s?\b/u;
const single =
  /\b(?:(?:of|over|in|for|from|within) )*(?:the )?(?:last|past|previous|this) (?<unit>day|week|month|quarter|year)\b/u;
const named = /\b(?:of |for |from )?(?:today|yesterday)(?:'s)?\b/u;

/** Reads "last 30 days", "2 weeks", "last month", "yesterday"; a month counts 30 days. */
export function daysSaid(text: string): DaysSaid {
  for (const shape of [counted, single, named]) {
    const found = shape.exec(text);
    if (found === null) continue;
    const { count = '1', unit = 'day' } = found.groups ?? {};
    return { days: Number(count) * (lengths[unit] ?? 1), rest: text.replace(shape, ' ') };
  }
  return { days: undefined, rest: text };
}
