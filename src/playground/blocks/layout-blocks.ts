import { z } from 'zod';
import { dataVisualizationSchema } from './charts.ts';
import {
  accessory,
  actionsElement,
  button,
  feedbackButtons,
  iconButton,
  imageElement,
  inputElement,
} from './elements.ts';
import { richTextSchema } from './rich-text.ts';
import { dataTableSchema, tableSchema } from './tables.ts';
import { blockIdField, listWithin, numberWithin, plainText, textObject, textWithin } from './text-objects.ts';

const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockIdField,
    text: textObject('sectionText').optional(),
    fields: listWithin('sectionFields', textObject('sectionField')).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    message: 'missing required field: text',
  });

const header = z.strictObject({
  type: z.literal('header'),
  ...blockIdField,
  text: plainText('headerText'),
  level: numberWithin('headerLevel').optional(),
});

const divider = z.strictObject({ type: z.literal('divider'), ...blockIdField });

const context = z.strictObject({
  type: z.literal('context'),
  ...blockIdField,
  elements: listWithin(
    'contextElements',
    z.discriminatedUnion('type', [imageElement, ...textObject('contextText').options]),
  ),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  ...blockIdField,
  elements: listWithin('actionsElements', actionsElement),
});

const image = z
  .strictObject({
    type: z.literal('image'),
    ...blockIdField,
    image_url: textWithin('imageUrl').optional(),
    slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]).optional(),
    alt_text: textWithin('imageAltText'),
    title: plainText('imageTitle').optional(),
  })
  .refine((block) => (block.image_url === undefined) !== (block.slack_file === undefined), {
    message: 'missing required field: image_url',
  });

const input = z.strictObject({
  type: z.literal('input'),
  ...blockIdField,
  label: plainText('inputLabel'),
  element: inputElement,
  hint: plainText('inputHint').optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const video = z.strictObject({
  type: z.literal('video'),
  ...blockIdField,
  alt_text: z.string().min(1),
  title: plainText('videoTitle'),
  title_url: z.url({ protocol: /^https$/ }).optional(),
  description: plainText('videoTitle').optional(),
  thumbnail_url: z.url(),
  video_url: z.url({ protocol: /^https$/ }),
  author_name: textWithin('videoAuthor').optional(),
  provider_name: z.string().optional(),
  provider_icon_url: z.url().optional(),
});

const markdown = z.strictObject({ type: z.literal('markdown'), ...blockIdField, text: z.string().min(1) });

const card = z
  .strictObject({
    type: z.literal('card'),
    ...blockIdField,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    slack_icon: z.strictObject({ type: z.literal('icon'), name: z.string().min(1) }).optional(),
    title: textObject('cardTitle').optional(),
    subtitle: textObject('cardSubtitle').optional(),
    body: textObject('cardBody').optional(),
    subtext: textObject('cardSubtext').optional(),
    actions: listWithin('cardActions', button).optional(),
  })
  .refine((block) => block.hero_image ?? block.title ?? block.body ?? block.actions, {
    message: 'must have at least one of: hero_image, title, actions, body',
  })
  .refine((block) => block.icon === undefined || block.slack_icon === undefined, {
    message: 'only one of icon and slack_icon is allowed',
  });

const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...blockIdField,
  elements: listWithin('carouselCards', card),
});

const container = z
  .strictObject({
    type: z.literal('container'),
    ...blockIdField,
    title: plainText('containerTitle').optional(),
    rich_text_title: richTextSchema.optional(),
    subtitle: textObject('containerSubtitle').optional(),
    child_blocks: listWithin(
      'containerChildren',
      z.discriminatedUnion('type', [
        actions,
        context,
        divider,
        header,
        image,
        input,
        richTextSchema,
        section,
        tableSchema,
        video,
      ]),
    ),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine((block) => block.title ?? block.rich_text_title, { message: 'missing required field: title' })
  .refine((block) => block.default_collapsed !== true || block.is_collapsible === true, {
    message: 'default_collapsed needs is_collapsible',
    path: ['default_collapsed'],
  });

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...blockIdField,
  elements: listWithin('contextActionsElements', z.discriminatedUnion('type', [feedbackButtons, iconButton])),
});

const alert = z.strictObject({
  type: z.literal('alert'),
  ...blockIdField,
  text: textObject('alertText'),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const everywhere = [section, header, divider, context, actions, image, input, richTextSchema, video, card] as const;

/** The blocks that each surface takes, as the reference lists them. */
export const surfaces = {
  message: z.discriminatedUnion('type', [
    ...everywhere,
    markdown,
    tableSchema,
    dataTableSchema,
    dataVisualizationSchema,
    carousel,
    container,
    contextActions,
  ]),
  modal: z.discriminatedUnion('type', [...everywhere, alert]),
  home: z.discriminatedUnion('type', [...everywhere, tableSchema, dataTableSchema, carousel, container]),
};

export type Surface = keyof typeof surfaces;
