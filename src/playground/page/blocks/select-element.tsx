import { useSurroundings } from '../data/workspace-context.ts';
import type { Block } from '../data/workspace-data.ts';
import type { ElementProps } from './element-props.ts';
import { plainText } from './text-object.tsx';

interface Choosable {
  readonly value: string;
  readonly text: string;
}

function fromOptions(options: readonly Block[] | undefined): readonly Choosable[] {
  return (options ?? []).map((option) => ({ value: option['value'], text: plainText(option['text'].text) }));
}

const initialField: Readonly<Record<string, string>> = {
  users_select: 'initial_user',
  channels_select: 'initial_channel',
  conversations_select: 'initial_conversation',
  multi_users_select: 'initial_users',
};

/** The words of a select's filter for each kind of conversation. */
const filterWords = { channel: 'public', private: 'private', im: 'im' } as const;

function isOffered(element: Block, kind: keyof typeof filterWords): boolean {
  if (element.type === 'channels_select') return kind === 'channel';
  const include = element['filter']?.include as readonly string[] | undefined;
  return include === undefined || include.includes(filterWords[kind]);
}

function useChoices(element: Block): readonly { readonly label?: string; readonly options: readonly Choosable[] }[] {
  const { people, conversations } = useSurroundings();
  if (element.type === 'users_select' || element.type === 'multi_users_select') {
    return [{ options: people.map(({ id, realName }) => ({ value: id, text: realName })) }];
  }
  if (element.type === 'channels_select' || element.type === 'conversations_select') {
    const listed = conversations.filter(({ kind }) => isOffered(element, kind));
    return [{ options: listed.map(({ id, name, kind }) => ({ value: id, text: kind === 'im' ? name : `#${name}` })) }];
  }
  const groups = element['option_groups'] as readonly Block[] | undefined;
  if (!groups) return [{ options: fromOptions(element['options']) }];
  return groups.map((group) => ({ label: plainText(group['label'].text), options: fromOptions(group['options']) }));
}

function initialOf(element: Block): string | readonly string[] | undefined {
  const field = initialField[element.type];
  if (field) return element[field];
  if (element['initial_options']) return (element['initial_options'] as readonly Block[]).map(({ value }) => value);
  return element['initial_option']?.value;
}

/** A menu to choose one or several from: given options, people or channels. */
export function SelectElement({ element, onChoose, choice, isBusy, label, describedBy }: ElementProps) {
  const choices = useChoices(element);
  const isMultiple = element.type.startsWith('multi_');
  const current = choice ?? initialOf(element) ?? (isMultiple ? [] : '');
  const placeholder = element['placeholder'] ? plainText(element['placeholder'].text) : 'Choose…';
  return (
    <select
      className="select"
      aria-label={label || placeholder}
      aria-describedby={describedBy}
      aria-busy={isBusy}
      multiple={isMultiple}
      value={current as string | string[]}
      onChange={({ target }) =>
        onChoose(isMultiple ? [...target.selectedOptions].map(({ value }) => value) : target.value)
      }
    >
      {!isMultiple && (
        <option value="" disabled>
          {placeholder}
        </option>
      )}
      {choices.map((group) => {
        const options = group.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ));
        return group.label === undefined ? (
          options
        ) : (
          <optgroup key={group.label} label={group.label}>
            {options}
          </optgroup>
        );
      })}
    </select>
  );
}
