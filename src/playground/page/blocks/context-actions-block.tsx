import type { Block } from '../data/workspace-data.ts';
import { useSurface } from './surface.ts';
import { plainText } from './text-object.tsx';

function buttonsOf(element: Block): readonly Block[] {
  if (element.type !== 'feedback_buttons') return [element];
  return [element['positive_button'], element['negative_button']];
}

/** Thumbs and small icon buttons under a message. */
export function ContextActionsBlock({ block }: { readonly block: Block }) {
  const surface = useSurface();
  return (
    <div className="context-actions">
      {(block['elements'] as readonly Block[]).flatMap((element) =>
        buttonsOf(element).map((button) => (
          <button
            key={`${element.action_id}/${button['value']}`}
            type="button"
            className="icon-button"
            aria-label={button['accessibility_label'] ?? button['text'].text}
            title={button['accessibility_label'] ?? button['text'].text}
            onClick={() => surface.press(block.block_id ?? '', element.action_id ?? '', button['value'])}
          >
            {button['icon'] === 'trash' ? '🗑' : plainText(button['text'].text)}
          </button>
        )),
      )}
    </div>
  );
}
