import { type KnownName, type RedactOptions, redact } from './redact.ts';

/**
 * An intent, or anything like one, without the names and words of people in it.
 *
 * Whom it is about (`subject`) stays if it is an id; a name gives way to its id, if that is known. What stood in the
 * way of understanding (`detail`) is in the asker's own words, and is redacted as such. All the rest comes from the
 * catalogue.
 */
export function redactIntent<Value>(intent: Value, options: RedactOptions = {}): Value {
  return mapStrings(intent, (key, text) => {
    if (key === 'subject') return redactSubject(text, options.names ?? []);
    return key === 'detail' ? redact(text, options) : text;
  });
}

/** The names that an intent is about, as they were written. */
export function namesIn(intent: unknown): readonly KnownName[] {
  const names: KnownName[] = [];
  mapStrings(intent, (key, text) => {
    if (key === 'subject' && !isId(text)) names.push({ name: text });
    return text;
  });
  return names;
}

function redactSubject(subject: string, names: readonly KnownName[]): string {
  const wanted = subject.trim().toLowerCase();
  const known = names.find(({ name, id }) => name.trim().toLowerCase() === wanted && id !== undefined);
  if (known?.id !== undefined) return known.id;
  return isId(subject) || names.some(({ id }) => id === subject) ? subject : '[name]';
}

const idForms = [/^\p{L}[\p{L}\d]*[-_][\w-]*\d[\w-]*$/u, /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i];

function isId(text: string): boolean {
  return idForms.some((form) => form.test(text));
}

function mapStrings<Value>(value: Value, map: (key: string, text: string) => string, key = ''): Value {
  // Each branch gives back what it was given, in shape.
  if (typeof value === 'string') return map(key, value) as Value;
  if (Array.isArray(value)) return value.map((member) => mapStrings(member, map, key)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, mapStrings(member, map, name)]);
  return Object.fromEntries(entries) as Value;
}
