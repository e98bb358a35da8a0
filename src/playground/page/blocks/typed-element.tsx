import type { ElementProps } from './element-props.ts';
import { plainText } from './text-object.tsx';

const inputTypes: Readonly<Record<string, string>> = { datepicker: 'date', timepicker: 'time' };

/** Something typed in: a text, a number, a date or a time. */
export function TypedElement({ element, onChoose, choice, label, describedBy }: ElementProps) {
  const initial = element['initial_value'] ?? element['initial_date'] ?? element['initial_time'] ?? '';
  const shared = {
    className: 'field',
    'aria-label': label,
    'aria-describedby': describedBy,
    value: (choice ?? initial) as string,
    placeholder: element['placeholder'] ? plainText(element['placeholder'].text) : undefined,
    maxLength: element['max_length'] as number | undefined,
  };
  if (element['multiline']) {
    return <textarea {...shared} rows={4} onChange={({ target }) => onChoose(target.value)} />;
  }
  return (
    <input
      {...shared}
      type={inputTypes[element.type] ?? 'text'}
      inputMode={element.type === 'number_input' ? 'decimal' : undefined}
      onChange={({ target }) => onChoose(target.value)}
    />
  );
}
