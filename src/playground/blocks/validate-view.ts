import { z } from 'zod';
import type { Block } from './block-tree.ts';
import { slackWords } from './slack-words.ts';
import { plainText, textWithin } from './text-objects.ts';
import { validateBlocks } from './validate-blocks.ts';

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: textWithin('viewMetadata').optional(),
  callback_id: textWithin('viewCallbackId').optional(),
  external_id: textWithin('viewExternalId').optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText('viewTitle'),
  submit: plainText('viewButton').optional(),
  close: plainText('viewButton').optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
  ...common,
});

const home = z.strictObject({ type: z.literal('home'), ...common });

/** A view that Slack would show: a modal, or the Home tab. */
export type SoundView = Omit<z.infer<typeof modal>, 'type' | 'blocks' | 'title'> & {
  readonly type: 'modal' | 'home';
  readonly title?: { readonly type: 'plain_text'; readonly text: string };
  readonly blocks: readonly Block[];
};

export type ViewVerdict =
  | { readonly ok: true; readonly view: SoundView }
  | { readonly ok: false; readonly messages: readonly string[] };

/**
 * Whether Slack would open, update or publish this view.
 *
 * @see https://docs.slack.dev/reference/views
 */
export function validateView(input: unknown, kind: 'modal' | 'home'): ViewVerdict {
  const parsed = (kind === 'modal' ? modal : home).safeParse(input);
  if (!parsed.success) return { ok: false, messages: slackWords(parsed.error, input, ['view']) };
  const verdict = validateBlocks(parsed.data.blocks, kind, 'view/blocks');
  if (!verdict.ok) return { ok: false, messages: verdict.messages };
  const asks = verdict.blocks.some(({ type }) => type === 'input');
  if (parsed.data.type === 'modal' && asks && parsed.data.submit === undefined) {
    return { ok: false, messages: ['[ERROR] missing required field: submit [json-pointer:/view]'] };
  }
  return { ok: true, view: { ...(parsed.data as SoundView), blocks: verdict.blocks } };
}
