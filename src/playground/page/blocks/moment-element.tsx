import type { ElementProps } from './element-props.ts';

/** A moment as the browser's own input wants it: local time, to the minute. */
function localText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A date and a time of day; set, it is told in seconds since 1970. */
export function MomentElement({ element, onChoose, choice, label, describedBy }: ElementProps) {
  const chosen = choice ?? element['initial_date_time'] ?? '';
  return (
    <input
      className="field"
      type="datetime-local"
      aria-label={label || 'Date and time'}
      aria-describedby={describedBy}
      value={chosen === '' ? '' : localText(Number(chosen))}
      onChange={({ target }) => {
        const moment = new Date(target.value).getTime();
        onChoose(Number.isNaN(moment) ? '' : String(Math.floor(moment / 1000)));
      }}
    />
  );
}
