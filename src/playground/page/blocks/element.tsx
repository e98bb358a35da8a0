import { type ComponentType, useState } from 'react';
import type { Block, Choice } from '../data/workspace-data.ts';
import { BoxElement } from './box-element.tsx';
import { ButtonElement } from './button-element.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import type { ElementProps } from './element-props.ts';
import { MomentElement } from './moment-element.tsx';
import { OverflowElement } from './overflow-element.tsx';
import { SelectElement } from './select-element.tsx';
import { useSurface } from './surface.ts';
import { TypedElement } from './typed-element.tsx';

const controls: Readonly<Record<string, ComponentType<ElementProps>>> = {
  button: ButtonElement,
  overflow: OverflowElement,
  static_select: SelectElement,
  multi_static_select: SelectElement,
  users_select: SelectElement,
  multi_users_select: SelectElement,
  channels_select: SelectElement,
  conversations_select: SelectElement,
  checkboxes: BoxElement,
  radio_buttons: BoxElement,
  datepicker: TypedElement,
  timepicker: TypedElement,
  datetimepicker: MomentElement,
  plain_text_input: TypedElement,
  number_input: TypedElement,
};

const momentary = new Set(['button', 'overflow']);

interface Props {
  readonly blockId: string;
  readonly element: Block;
  /** Whether setting it tells the app at once; inputs of a form wait for the submission. */
  readonly dispatches?: boolean;
  readonly label?: string;
  readonly describedBy?: string | undefined;
}

/** Any element that a person can act on. */
export function Element({ blockId, element, dispatches = true, label = '', describedBy }: Props) {
  const surface = useSurface();
  const [asking, setAsking] = useState<{ readonly choice: Choice | undefined }>();
  const Control = controls[element.type];
  const actionId = element.action_id ?? '';
  if (!Control) return <span className="unknown">[{element.type}]</span>;

  function act(choice: Choice | undefined): void {
    if (choice !== undefined && !momentary.has(element.type)) surface.setInput(blockId, actionId, choice);
    if (dispatches) surface.press(blockId, actionId, choice);
  }

  return (
    <>
      <Control
        blockId={blockId}
        element={element}
        choice={surface.inputs[blockId]?.[actionId]}
        isBusy={surface.busy === `${blockId}/${actionId}`}
        label={label}
        describedBy={describedBy}
        onChoose={(choice) => (element['confirm'] ? setAsking({ choice }) : act(choice))}
      />
      {asking && (
        <ConfirmDialog
          confirm={element['confirm']}
          onAnswer={(yes) => {
            setAsking(undefined);
            if (yes) act(asking.choice);
          }}
        />
      )}
    </>
  );
}
