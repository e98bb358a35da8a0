/** Where a limit comes from: Slack's own page, or a guess with the reason for it. */
type Source = { readonly page: string } | { readonly guess: string; readonly page?: string };

/** The smallest and the largest size that Slack accepts, in the unit given; both ends are allowed. */
export type Limit = Source & {
  readonly min?: number;
  readonly max: number;
  readonly unit: 'characters' | 'items' | 'value';
};

const kit = 'https://docs.slack.dev/reference/block-kit';
const block = (name: string): string => `${kit}/blocks/${name}-block`;
const element = (name: string): string => `${kit}/block-elements/${name}-element`;
const object = (name: string): string => `${kit}/composition-objects/${name}-object`;
const method = (name: string): string => `https://docs.slack.dev/reference/methods/${name}`;
const views = 'https://docs.slack.dev/reference/views/modal-views';
const blocks = `${kit}/blocks`;
const visualization = block('data-visualization');

/**
 * Every size that the stand-in enforces, once. Where two editions of a page disagree, the smaller
 * figure is used, so that what passes here passes in any workspace.
 *
 * Slack does not say what it counts as a character; here it is a UTF-16 unit, never fewer than Slack's.
 */
export const limits = {
  messageBlocks: { max: 50, unit: 'items', page: blocks },
  viewBlocks: { max: 100, unit: 'items', page: blocks },
  blockId: { max: 255, unit: 'characters', page: block('section') },
  actionId: { max: 255, unit: 'characters', page: element('button') },

  sectionText: { min: 1, max: 3000, unit: 'characters', page: block('section') },
  sectionFields: { min: 1, max: 10, unit: 'items', page: block('section') },
  sectionField: { min: 1, max: 2000, unit: 'characters', page: block('section') },
  headerText: { min: 1, max: 150, unit: 'characters', page: block('header') },
  headerLevel: { min: 1, max: 4, unit: 'value', page: block('header') },
  contextElements: { min: 1, max: 10, unit: 'items', page: block('context') },
  contextText: { min: 1, max: 3000, unit: 'characters', page: object('text') },
  actionsElements: { min: 1, max: 25, unit: 'items', page: block('actions') },
  contextActionsElements: { min: 1, max: 5, unit: 'items', page: block('context-actions') },
  imageUrl: { min: 1, max: 3000, unit: 'characters', page: block('image') },
  imageAltText: { min: 1, max: 2000, unit: 'characters', page: block('image') },
  imageTitle: { min: 1, max: 2000, unit: 'characters', page: block('image') },
  inputLabel: { min: 1, max: 2000, unit: 'characters', page: block('input') },
  inputHint: { min: 1, max: 2000, unit: 'characters', page: block('input') },
  alertText: { min: 1, max: 200, unit: 'characters', page: block('alert') },
  markdownTotal: { max: 12_000, unit: 'characters', page: block('markdown') },
  videoTitle: { min: 1, max: 199, unit: 'characters', page: block('video') },
  videoAuthor: { min: 1, max: 49, unit: 'characters', page: block('video') },

  cardTitle: { min: 1, max: 150, unit: 'characters', page: block('card') },
  cardSubtitle: { min: 1, max: 150, unit: 'characters', page: block('card') },
  cardBody: { min: 1, max: 200, unit: 'characters', page: block('card') },
  cardSubtext: { min: 1, max: 200, unit: 'characters', page: block('card') },
  cardActions: { min: 1, max: 3, unit: 'items', page: block('card') },
  carouselCards: { min: 1, max: 10, unit: 'items', page: block('carousel') },
  containerTitle: { min: 1, max: 150, unit: 'characters', page: block('container') },
  containerSubtitle: { min: 1, max: 150, unit: 'characters', page: block('container') },
  containerChildren: { min: 1, max: 10, unit: 'items', page: block('container') },

  tableRows: { min: 1, max: 100, unit: 'items', page: block('table') },
  tableColumns: { min: 1, max: 20, unit: 'items', page: block('table') },
  tableColumnSettings: { max: 20, unit: 'items', page: block('table') },
  tableCharacters: { max: 10_000, unit: 'characters', page: block('table') },
  dataTableCaption: {
    min: 1,
    max: 2000,
    unit: 'characters',
    guess: 'the page names no longest caption',
    page: block('data-table'),
  },
  dataTableRows: { min: 2, max: 101, unit: 'items', page: block('data-table') },
  dataTableColumns: { min: 1, max: 20, unit: 'items', page: block('data-table') },
  dataTablePageSize: { min: 1, max: 100, unit: 'value', page: block('data-table') },
  dataTableCharacters: {
    max: 10_000,
    unit: 'characters',
    guess:
      'the page has said 20,000 since its row limit was doubled to 200; the figure of the plain table is the safer one',
    page: block('data-table'),
  },

  chartsPerMessage: { max: 2, unit: 'items', page: visualization },
  chartTitle: { min: 1, max: 50, unit: 'characters', page: visualization },
  chartSeries: { min: 1, max: 6, unit: 'items', page: visualization },
  chartSegments: { min: 1, max: 6, unit: 'items', page: visualization },
  chartCategories: { min: 1, max: 20, unit: 'items', page: visualization },
  chartLabel: { min: 1, max: 20, unit: 'characters', page: visualization },
  chartAxisLabel: { min: 1, max: 50, unit: 'characters', page: visualization },

  buttonText: { min: 1, max: 75, unit: 'characters', page: element('button') },
  buttonValue: { max: 2000, unit: 'characters', page: element('button') },
  buttonUrl: { min: 1, max: 3000, unit: 'characters', page: element('button') },
  accessibilityLabel: { min: 1, max: 75, unit: 'characters', page: element('button') },
  placeholder: { min: 1, max: 150, unit: 'characters', page: element('select-menu') },
  selectOptions: { min: 1, max: 100, unit: 'items', page: element('select-menu') },
  optionGroups: { min: 1, max: 100, unit: 'items', page: element('select-menu') },
  optionGroupLabel: { min: 1, max: 75, unit: 'characters', page: object('option-group') },
  optionText: { min: 1, max: 75, unit: 'characters', page: object('option') },
  optionValue: { min: 1, max: 75, unit: 'characters', page: object('option') },
  optionDescription: { min: 1, max: 75, unit: 'characters', page: object('option') },
  overflowOptions: { min: 1, max: 5, unit: 'items', page: element('overflow-menu') },
  checkboxOptions: { min: 1, max: 10, unit: 'items', page: element('checkboxes') },
  radioOptions: { min: 1, max: 10, unit: 'items', page: element('radio-button-group') },
  inputMaxLength: { min: 1, max: 3000, unit: 'value', page: element('plain-text-input') },
  inputMinLength: { min: 0, max: 3000, unit: 'value', page: element('plain-text-input') },
  confirmTitle: { min: 1, max: 100, unit: 'characters', page: object('confirmation-dialog') },
  confirmText: { min: 1, max: 300, unit: 'characters', page: object('confirmation-dialog') },
  confirmButton: { min: 1, max: 30, unit: 'characters', page: object('confirmation-dialog') },

  viewTitle: { min: 1, max: 24, unit: 'characters', page: views },
  viewButton: { min: 1, max: 24, unit: 'characters', page: views },
  viewCallbackId: { max: 255, unit: 'characters', page: views },
  viewExternalId: { max: 255, unit: 'characters', page: views },
  viewMetadata: { max: 3000, unit: 'characters', page: views },

  messageText: { max: 40_000, unit: 'characters', page: method('chat.postMessage') },
  updateText: { max: 4000, unit: 'characters', page: method('chat.update') },
  messageBlocksText: {
    max: 13_200,
    unit: 'characters',
    guess: 'undocumented: reports put the refusal near 13,200 characters of text over all blocks of a message',
    page: 'https://github.com/slackapi/bolt-js/issues/2509',
  },
  messageMetadata: {
    max: 8000,
    unit: 'characters',
    guess: 'the page names the error metadata_too_large without a figure',
    page: method('chat.postMessage'),
  },
  suggestedPrompts: { min: 1, max: 4, unit: 'items', page: method('assistant.threads.setSuggestedPrompts') },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** The limit by its name, with both ends filled in. */
export function limitOf(name: LimitName): { readonly min: number; readonly max: number } {
  const limit: Limit = limits[name];
  return { min: limit.min ?? 0, max: limit.max };
}
