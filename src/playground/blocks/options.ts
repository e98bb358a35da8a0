import { z } from 'zod';
import { listWithin, plainText, textObject, textWithin } from './text-objects.ts';

/** An option of a menu, whose text is always plain. */
export const menuOption = z.strictObject({
  text: plainText('optionText'),
  value: textWithin('optionValue'),
  description: plainText('optionDescription').optional(),
});

/** An option of an overflow menu, which may open a page. */
export const overflowOption = menuOption.extend({ url: textWithin('buttonUrl').optional() });

/** An option of check boxes and radio buttons, whose text may be mrkdwn. */
export const boxOption = z.strictObject({
  text: textObject('optionText'),
  value: textWithin('optionValue'),
  description: textObject('optionDescription').optional(),
});

/** @see https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object */
export const optionGroup = z.strictObject({
  label: plainText('optionGroupLabel'),
  options: listWithin('selectOptions', menuOption),
});

interface Choices {
  readonly options?: readonly unknown[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly unknown[] }[] | undefined;
}

/** Refuses a menu without exactly one of `options` and `option_groups`, and an initial option that is none of them. */
export function checkChoices(menu: Choices, initial: readonly unknown[], context: z.RefinementCtx): void {
  if ((menu.options === undefined) === (menu.option_groups === undefined)) {
    context.addIssue({ code: 'custom', message: 'missing required field: options', path: [] });
    return;
  }
  const choices = menu.options ?? menu.option_groups?.flatMap((group) => group.options) ?? [];
  const known = new Set(choices.map((choice) => JSON.stringify(choice)));
  if (initial.some((choice) => !known.has(JSON.stringify(choice)))) {
    context.addIssue({ code: 'custom', message: 'must match one of the options', path: [] });
  }
}
