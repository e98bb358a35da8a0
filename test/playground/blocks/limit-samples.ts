import { type LimitName, limits } from '../../../src/playground/limits.ts';

type Sample =
  | { readonly surface: 'message' | 'modal' | 'home'; readonly blocks: readonly unknown[] }
  | { readonly view: unknown };

const word = (length: number): string => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const message = (...blocks: unknown[]): Sample => ({ surface: 'message', blocks });
const modal = (...blocks: unknown[]): Sample => ({ surface: 'modal', blocks });
const actions = (...elements: unknown[]): Sample => message({ type: 'actions', elements });
const input = (element: object, extra: object = {}): Sample =>
  modal({ type: 'input', label: plain('Label'), element, ...extra });

const button = (fields: object = {}) => ({ type: 'button', text: plain('Go'), ...fields });
const option = (fields: object = {}) => ({ text: plain('One'), value: 'one', ...fields });
const options = (count: number) => times(count, (index) => option({ value: `option-${index}` }));
const select = (fields: object) => ({ type: 'static_select', ...fields });
const card = (fields: object) => message({ type: 'card', title: mrkdwn('Card'), ...fields });
const cell = (text: string) => ({ type: 'raw_text', text });
const dataTable = (rows: unknown[][], fields: object = {}) =>
  message({ type: 'data_table', caption: 'Table', rows, ...fields });
const image = (fields: object) =>
  message({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A', ...fields });
const confirm = (fields: object) =>
  actions(
    button({
      confirm: { title: plain('Sure?'), text: plain('Really?'), confirm: plain('Yes'), deny: plain('No'), ...fields },
    }),
  );
const video = (fields: object) =>
  message({
    type: 'video',
    alt_text: 'A film',
    title: plain('Film'),
    thumbnail_url: 'https://example.com/a.png',
    video_url: 'https://example.com/a',
    ...fields,
  });
const view = (fields: object): Sample => ({
  view: { type: 'modal', title: plain('Title'), blocks: [{ type: 'divider' }], ...fields },
});
const chart = (fields: object) => message({ type: 'data_visualization', title: 'Chart', ...fields });
const bars = (series: number, categories: readonly string[], axis: object = {}) => ({
  type: 'bar',
  series: times(series, (index) => ({ name: `S${index}`, data: categories.map((label) => ({ label, value: index })) })),
  axis_config: { categories, ...axis },
});
const container = (fields: object) =>
  message({ type: 'container', title: plain('Title'), child_blocks: [{ type: 'divider' }], ...fields });

/** Spreads many characters over cells, so that only their sum is at its limit. */
const cellsOf = (characters: number) =>
  times(10, (row) =>
    times(10, (column) => cell(word(Math.floor(characters / 100) + (row * 10 + column < characters % 100 ? 1 : 0)))),
  );

/** Limits that no block or view shows; the tests of the methods hold them. */
type OfMethods = 'messageText' | 'updateText' | 'messageMetadata' | 'suggestedPrompts';

/** For each limit of blocks and views a payload of the size that is asked for, sound but for that size. */
export const samples: Record<Exclude<LimitName, OfMethods>, (size: number) => Sample> = {
  messageBlocks: (size) => message(...times(size, () => ({ type: 'divider' }))),
  viewBlocks: (size) => modal(...times(size, () => ({ type: 'divider' }))),
  blockId: (size) => message({ type: 'divider', block_id: word(size) }),
  actionId: (size) => actions(button({ action_id: word(size) })),
  sectionText: (size) => message({ type: 'section', text: mrkdwn(word(size)) }),
  sectionFields: (size) => message({ type: 'section', fields: times(size, () => mrkdwn('f')) }),
  sectionField: (size) => message({ type: 'section', fields: [plain(word(size))] }),
  headerText: (size) => message({ type: 'header', text: plain(word(size)) }),
  headerLevel: (size) => message({ type: 'header', text: plain('H'), level: size }),
  contextElements: (size) => message({ type: 'context', elements: times(size, () => mrkdwn('c')) }),
  contextText: (size) => message({ type: 'context', elements: [plain(word(size))] }),
  actionsElements: (size) => actions(...times(size, () => button())),
  contextActionsElements: (size) =>
    message({
      type: 'context_actions',
      elements: times(size, () => ({ type: 'icon_button', icon: 'trash', text: plain('Delete') })),
    }),
  imageUrl: (size) => image({ image_url: size < 20 ? word(size) : `https://example.com/${word(size - 20)}` }),
  imageAltText: (size) => image({ alt_text: word(size) }),
  imageTitle: (size) => image({ title: plain(word(size)) }),
  inputLabel: (size) => input({ type: 'plain_text_input' }, { label: plain(word(size)) }),
  inputHint: (size) => input({ type: 'plain_text_input' }, { hint: plain(word(size)) }),
  alertText: (size) => modal({ type: 'alert', text: mrkdwn(word(size)) }),
  markdownTotal: (size) => message({ type: 'markdown', text: word(size - 5) }, { type: 'markdown', text: word(5) }),
  videoTitle: (size) => video({ title: plain(word(size)) }),
  videoAuthor: (size) => video({ author_name: word(size) }),
  cardTitle: (size) => card({ title: mrkdwn(word(size)) }),
  cardSubtitle: (size) => card({ subtitle: mrkdwn(word(size)) }),
  cardBody: (size) => card({ body: mrkdwn(word(size)) }),
  cardSubtext: (size) => card({ subtext: mrkdwn(word(size)) }),
  cardActions: (size) => card({ actions: times(size, () => button()) }),
  carouselCards: (size) =>
    message({ type: 'carousel', elements: times(size, () => ({ type: 'card', title: mrkdwn('C') })) }),
  containerTitle: (size) => container({ title: plain(word(size)) }),
  containerSubtitle: (size) => container({ subtitle: plain(word(size)) }),
  containerChildren: (size) => container({ child_blocks: times(size, () => ({ type: 'divider' })) }),
  tableRows: (size) => message({ type: 'table', rows: times(size, () => [cell('c')]) }),
  tableColumns: (size) => message({ type: 'table', rows: [times(size, () => cell('c'))] }),
  tableColumnSettings: (size) =>
    message({ type: 'table', rows: [[cell('c')]], column_settings: times(size, () => ({ align: 'right' })) }),
  tableCharacters: (size) => message({ type: 'table', rows: cellsOf(size) }),
  dataTableCaption: (size) => dataTable([[cell('h')], [cell('c')]], { caption: word(size) }),
  dataTableRows: (size) => dataTable(times(size, () => [cell('c')])),
  dataTableColumns: (size) => dataTable([times(size, () => cell('h')), times(size, () => cell('c'))]),
  dataTablePageSize: (size) => dataTable([[cell('h')], [cell('c')]], { page_size: size }),
  dataTableCharacters: (size) => dataTable(cellsOf(size)),
  chartsPerMessage: (size) =>
    message(...times(size, () => ({ type: 'data_visualization', title: 'Chart', chart: bars(1, ['a']) }))),
  chartTitle: (size) => chart({ title: word(size), chart: bars(1, ['a']) }),
  chartSeries: (size) => chart({ chart: bars(size, ['a']) }),
  chartSegments: (size) =>
    chart({ chart: { type: 'pie', segments: times(size, (index) => ({ label: `s${index}`, value: 1 })) } }),
  chartCategories: (size) =>
    chart({
      chart: bars(
        1,
        times(size, (index) => `c${index}`),
      ),
    }),
  chartLabel: (size) => chart({ chart: bars(1, [word(size)]) }),
  chartAxisLabel: (size) => chart({ chart: bars(1, ['a'], { x_label: word(size) }) }),
  buttonText: (size) => actions(button({ text: plain(word(size)) })),
  buttonValue: (size) => actions(button({ value: word(size) })),
  buttonUrl: (size) => actions(button({ url: word(size) })),
  accessibilityLabel: (size) => actions(button({ accessibility_label: word(size) })),
  placeholder: (size) => actions(select({ options: options(1), placeholder: plain(word(size)) })),
  selectOptions: (size) => actions(select({ options: options(size) })),
  optionGroups: (size) =>
    actions(select({ option_groups: times(size, () => ({ label: plain('G'), options: options(1) })) })),
  optionGroupLabel: (size) => actions(select({ option_groups: [{ label: plain(word(size)), options: options(1) }] })),
  optionText: (size) => actions(select({ options: [option({ text: plain(word(size)) })] })),
  optionValue: (size) => actions(select({ options: [option({ value: word(size) })] })),
  optionDescription: (size) => actions(select({ options: [option({ description: plain(word(size)) })] })),
  overflowOptions: (size) => actions({ type: 'overflow', options: options(size) }),
  checkboxOptions: (size) => actions({ type: 'checkboxes', options: options(size) }),
  radioOptions: (size) => actions({ type: 'radio_buttons', options: options(size) }),
  inputMaxLength: (size) => input({ type: 'plain_text_input', max_length: size }),
  inputMinLength: (size) => input({ type: 'plain_text_input', min_length: size }),
  confirmTitle: (size) => confirm({ title: plain(word(size)) }),
  confirmText: (size) => confirm({ text: mrkdwn(word(size)) }),
  confirmButton: (size) => confirm({ deny: plain(word(size)) }),
  viewTitle: (size) => view({ title: plain(word(size)) }),
  viewButton: (size) => view({ submit: plain(word(size)) }),
  viewCallbackId: (size) => view({ callback_id: word(size) }),
  viewExternalId: (size) => view({ external_id: word(size) }),
  viewMetadata: (size) => view({ private_metadata: word(size) }),
  messageBlocksText: (size) =>
    message(...times(5, (index) => ({ type: 'section', text: mrkdwn(word(index < 4 ? 3000 : size - 12_000)) }))),
};

export const sampleNames = Object.keys(samples) as (keyof typeof samples)[];
export const ofMethods: readonly OfMethods[] = ['messageText', 'updateText', 'messageMetadata', 'suggestedPrompts'];
export const everyLimit = Object.keys(limits);
