import { useId } from 'react';
import type { Block } from '../data/workspace-data.ts';
import type { ElementProps } from './element-props.ts';
import { TextObject } from './text-object.tsx';

/** Check boxes or radio buttons. */
export function BoxElement({ element, onChoose, choice, label, describedBy }: ElementProps) {
  const name = useId();
  const isRadio = element.type === 'radio_buttons';
  const initial = isRadio
    ? [element['initial_option']?.value]
    : ((element['initial_options'] ?? []) as readonly Block[]).map(({ value }) => value);
  const chosen: readonly string[] = choice === undefined ? initial : [choice].flat();

  function toggle(value: string): void {
    if (isRadio) onChoose(value);
    else onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  }

  return (
    <fieldset className="boxes" aria-label={label} aria-describedby={describedBy}>
      {(element['options'] as readonly Block[]).map((option) => (
        <label key={option['value']}>
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.includes(option['value'])}
            onChange={() => toggle(option['value'])}
          />
          <span>
            <TextObject text={option['text']} />
            {option['description'] && (
              <small>
                <TextObject text={option['description']} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
