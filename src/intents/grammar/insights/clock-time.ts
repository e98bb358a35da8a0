/** A time of day in a text, and the text without it. */
export interface ClockTime {
  /** `HH:MM`; undefined where the text names a time that no day has. */
  readonly at: string | undefined;
  readonly rest: string;
}

const shapes = [
  /\b(?:at |around |by )?(?<hour>\d{1,2})[:.h](?<minute>\d{2}) ?(?<half>[ap]\.?m\b\.?)?(?: o'?clock)?/u,
  /\b(?:at |around |by )?(?<hour>\d{1,2}) ?(?<half>[ap]\.?m\b\.?)/u,
  /\b(?:at|around|by) (?<hour>\d{1,2})(?: o'?clock| h\b| hours?\b)?(?![\d%])/u,
  /\b(?:at )?(?<word>noon|midday|midnight)\b/u,
];

/** Reads `at 9:00`, `8am`, `at 17`, `noon`; nothing where no time of day is named. */
export function takeClockTime(text: string): ClockTime | undefined {
  for (const shape of shapes) {
    const found = shape.exec(text);
    if (found === null) continue;
    const { hour, minute = '0', half, word } = found.groups ?? {};
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    if (word !== undefined) return { at: word === 'midnight' ? '00:00' : '12:00', rest };
    return { at: clock(Number(hour), Number(minute), half?.charAt(0)), rest };
  }
  return undefined;
}

function clock(hour: number, minute: number, half: string | undefined): string | undefined {
  const isHalf = half !== undefined;
  if (minute > 59 || hour > 23 || (isHalf && (hour < 1 || hour > 12))) return undefined;
  const full = isHalf ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return `${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
