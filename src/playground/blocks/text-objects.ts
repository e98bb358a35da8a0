import { z } from 'zod';
import { type LimitName, limitOf } from '../limits.ts';

/** A string within a limit of the table. */
export function textWithin(limit: LimitName): z.ZodString {
  const { min, max } = limitOf(limit);
  return z.string().min(min).max(max);
}

/** A list within a limit of the table. */
export function listWithin<Item extends z.ZodType>(limit: LimitName, item: Item): z.ZodArray<Item> {
  const { min, max } = limitOf(limit);
  return z.array(item).min(min).max(max);
}

/** A whole number within a limit of the table. */
export function numberWithin(limit: LimitName): z.ZodNumber {
  const { min, max } = limitOf(limit);
  return z.int().min(min).max(max);
}

/** @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function plainText(limit: LimitName) {
  return z.strictObject({ type: z.literal('plain_text'), text: textWithin(limit), emoji: z.boolean().optional() });
}

function mrkdwn(limit: LimitName) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: textWithin(limit), verbatim: z.boolean().optional() });
}

/** Plain text or mrkdwn, where a field takes either. */
export function textObject(limit: LimitName) {
  return z.discriminatedUnion('type', [plainText(limit), mrkdwn(limit)]);
}

/** @see https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const confirmSchema = z.strictObject({
  title: plainText('confirmTitle'),
  text: textObject('confirmText'),
  confirm: plainText('confirmButton'),
  deny: plainText('confirmButton'),
  style: z.enum(['primary', 'danger']).optional(),
});

export const blockIdField = { block_id: textWithin('blockId').optional() };
export const actionIdField = { action_id: textWithin('actionId').optional() };
