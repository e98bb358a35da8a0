import { z } from 'zod';
import { boxOption, checkChoices, menuOption, optionGroup, overflowOption } from './options.ts';
import { actionIdField, confirmSchema, listWithin, numberWithin, plainText, textWithin } from './text-objects.ts';

const confirm = confirmSchema.optional();
const placeholder = plainText('placeholder').optional();
const focus_on_load = z.boolean().optional();
const menuFields = { ...actionIdField, placeholder, confirm, focus_on_load };
const max_selected_items = z.int().min(1).optional();
const ids = z.array(z.string().min(1)).optional();
const dispatch_action_config = z
  .strictObject({
    trigger_actions_on: z
      .array(z.enum(['on_enter_pressed', 'on_character_entered']))
      .min(1)
      .optional(),
  })
  .optional();
const typedFields = { ...actionIdField, placeholder, focus_on_load, dispatch_action_config };

/** @see https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText('buttonText'),
  ...actionIdField,
  value: textWithin('buttonValue').optional(),
  url: textWithin('buttonUrl').optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm,
  accessibility_label: textWithin('accessibilityLabel').optional(),
});

/** @see https://docs.slack.dev/reference/block-kit/block-elements/image-element */
export const imageElement = z
  .strictObject({
    type: z.literal('image'),
    image_url: textWithin('imageUrl').optional(),
    slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]).optional(),
    alt_text: textWithin('imageAltText'),
  })
  .refine((image) => (image.image_url === undefined) !== (image.slack_file === undefined), {
    message: 'missing required field: image_url',
  });

const static_select = z
  .strictObject({
    type: z.literal('static_select'),
    ...menuFields,
    options: listWithin('selectOptions', menuOption).optional(),
    option_groups: listWithin('optionGroups', optionGroup).optional(),
    initial_option: menuOption.optional(),
  })
  .superRefine((menu, context) => checkChoices(menu, menu.initial_option ? [menu.initial_option] : [], context));

const multi_static_select = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...menuFields,
    options: listWithin('selectOptions', menuOption).optional(),
    option_groups: listWithin('optionGroups', optionGroup).optional(),
    initial_options: z.array(menuOption).min(1).optional(),
    max_selected_items,
  })
  .superRefine((menu, context) => checkChoices(menu, menu.initial_options ?? [], context));

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionIdField,
  options: listWithin('overflowOptions', overflowOption),
  confirm,
});

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...actionIdField,
    options: listWithin('checkboxOptions', boxOption),
    initial_options: z.array(boxOption).min(1).optional(),
    confirm,
    focus_on_load,
  })
  .superRefine((boxes, context) => checkChoices(boxes, boxes.initial_options ?? [], context));

const radio_buttons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...actionIdField,
    options: listWithin('radioOptions', boxOption),
    initial_option: boxOption.optional(),
    confirm,
    focus_on_load,
  })
  .superRefine((radio, context) => checkChoices(radio, radio.initial_option ? [radio.initial_option] : [], context));

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...menuFields,
  initial_date: z.iso.date().optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...menuFields,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});

const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionIdField,
  confirm,
  focus_on_load,
  // Ten digits, as the page says.
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const users_select = z.strictObject({
  type: z.literal('users_select'),
  ...menuFields,
  initial_user: z.string().optional(),
});

const multi_users_select = z.strictObject({
  type: z.literal('multi_users_select'),
  ...menuFields,
  initial_users: ids,
  max_selected_items,
});

const channels_select = z.strictObject({
  type: z.literal('channels_select'),
  ...menuFields,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();

const conversations_select = z.strictObject({
  type: z.literal('conversations_select'),
  ...menuFields,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: conversationFilter,
});

const plain_text_input = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typedFields,
  initial_value: z.string().optional(),
  multiline: z.boolean().optional(),
  min_length: numberWithin('inputMinLength').optional(),
  max_length: numberWithin('inputMaxLength').optional(),
});

/** Its values are numbers, written as texts. @see https://docs.slack.dev/reference/block-kit/block-elements/number-input-element */
const numeral = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional();

const number_input = z
  .strictObject({
    type: z.literal('number_input'),
    ...typedFields,
    is_decimal_allowed: z.boolean(),
    initial_value: numeral,
    min_value: numeral,
    max_value: numeral,
  })
  .refine(({ min_value, max_value }) => Number(min_value ?? -Infinity) <= Number(max_value ?? Infinity), {
    message: 'min_value must not be greater than max_value',
  });

const feedbackButton = z.strictObject({
  text: plainText('buttonText'),
  value: textWithin('buttonValue'),
  accessibility_label: textWithin('accessibilityLabel').optional(),
});

/** @see https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  ...actionIdField,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

/** @see https://docs.slack.dev/reference/block-kit/block-elements/icon-button-element */
export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...actionIdField,
  icon: z.enum(['trash']),
  text: plainText('buttonText'),
  value: textWithin('buttonValue').optional(),
  confirm,
  accessibility_label: textWithin('accessibilityLabel').optional(),
  visible_to_user_ids: ids,
});

const choosers = [
  static_select,
  multi_static_select,
  checkboxes,
  radio_buttons,
  datepicker,
  timepicker,
  users_select,
  multi_users_select,
  channels_select,
  conversations_select,
] as const;

/** What an `actions` block may hold. */
export const actionsElement = z.discriminatedUnion('type', [button, overflow, datetimepicker, ...choosers]);
/** What may stand beside a section. */
export const accessory = z.discriminatedUnion('type', [button, imageElement, overflow, ...choosers]);
/** What an `input` block may ask with. */
export const inputElement = z.discriminatedUnion('type', [plain_text_input, number_input, datetimepicker, ...choosers]);
