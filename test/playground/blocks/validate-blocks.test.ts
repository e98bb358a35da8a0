import { describe, expect, it } from 'vitest';
import { type Surface, surfaces } from '../../../src/playground/blocks/layout-blocks.ts';
import type {
  AlertBlock,
  ButtonElement,
  CardBlock,
  ContainerBlock,
  ContextActionsBlock,
  DataTableBlock,
  DataVisualizationBlock,
  ImageElement,
} from '../../../src/playground/blocks/native-blocks.ts';
import { validateBlocks } from '../../../src/playground/blocks/validate-blocks.ts';
import { validateView } from '../../../src/playground/blocks/validate-view.ts';
import { limitOf, limits } from '../../../src/playground/limits.ts';
import { everyLimit, ofMethods, sampleNames, samples } from './limit-samples.ts';

function isTaken(name: keyof typeof samples, size: number): boolean {
  const sample = samples[name](size);
  if ('view' in sample) return validateView(sample.view, 'modal').ok;
  return validateBlocks(sample.blocks, sample.surface).ok;
}

function messagesOf(blocks: unknown, surface: Surface = 'message'): readonly string[] {
  const verdict = validateBlocks(blocks, surface);
  return verdict.ok ? [] : verdict.messages;
}

const plain = (text: string) => ({ type: 'plain_text', text });
const cell = (text: string) => ({ type: 'raw_text', text });

describe('the table of limits', () => {
  it('has a sample for every row that blocks or views can show', () => {
    expect([...sampleNames, ...ofMethods].sort()).toEqual([...everyLimit].sort());
  });

  it('names the page or the guess behind every row', () => {
    const sources = Object.values(limits).map(
      (limit) => ('page' in limit ? limit.page : '') || ('guess' in limit && limit.guess),
    );

    expect(sources.every((source) => source !== '' && source !== false)).toBe(true);
  });

  it.each(sampleNames)('takes %s at its largest and refuses one more', (name) => {
    const { max } = limitOf(name);

    expect(isTaken(name, max)).toBe(true);
    expect(isTaken(name, max + 1)).toBe(false);
  });

  const withSmallest = sampleNames.filter((name) => limitOf(name).min > 0);

  it.each(withSmallest)('takes %s at its smallest and refuses one less', (name) => {
    const { min } = limitOf(name);

    expect(isTaken(name, min)).toBe(true);
    expect(isTaken(name, min - 1)).toBe(false);
  });
});

describe('the elements of forms', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const asked = (element: object) => [{ type: 'input', label: plain('L'), element }];
  const pressed = (element: object) => [{ type: 'actions', elements: [element] }];
  const aside = (element: object) => [{ type: 'section', text: plain('T'), accessory: element }];
  const moment = { type: 'datetimepicker', initial_date_time: 1_767_600_000 };
  const number = { type: 'number_input', is_decimal_allowed: true };
  const sixOptions = ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => ({ text: plain(value), value }));

  it.each([
    ['a moment in a form', asked(moment)],
    ['a moment in a row', pressed(moment)],
    ['a number between two others', asked({ ...number, initial_value: '2.5', min_value: '0', max_value: '100' })],
  ])('takes %s', (_what, blocks) => {
    expect(validateBlocks(blocks, 'modal')).toMatchObject({ ok: true });
  });

  it.each([
    ['a moment beside a section', aside(moment)],
    ['a moment in milliseconds', asked({ ...moment, initial_date_time: 1_767_600_000_000 })],
    ['a moment with a placeholder', asked({ ...moment, placeholder: plain('When') })],
    ['a number beside a section', aside(number)],
    ['a number in a row', pressed(number)],
    ['a number as a number', asked({ ...number, initial_value: 2 })],
    ['a number that is none', asked({ ...number, min_value: 'few' })],
    ['a number with its ends the wrong way round', asked({ ...number, min_value: '9', max_value: '1' })],
    ['five options in an overflow and one more', aside({ type: 'overflow', options: sixOptions })],
  ])('refuses %s', (_what, blocks) => {
    expect(validateBlocks(blocks, 'modal')).toMatchObject({ ok: false, error: 'invalid_blocks' });
  });
});

describe('the shapes of the newer blocks', () => {
  const button: ButtonElement = { type: 'button', text: { type: 'plain_text', text: 'Go' }, action_id: 'go' };
  const image: ImageElement = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A' };
  const table: DataTableBlock = {
    type: 'data_table',
    caption: 'Table',
    page_size: 10,
    row_header_column_index: 0,
    rows: [
      [
        { type: 'raw_text', text: 'Who' },
        { type: 'raw_text', text: 'Churn' },
      ],
      [
        { type: 'raw_text', text: 'Agent 1' },
        { type: 'raw_number', value: 12, text: '12 %' },
      ],
    ],
  };
  const chart: DataVisualizationBlock = {
    type: 'data_visualization',
    title: 'Chart',
    chart: {
      type: 'line',
      series: [{ name: 'Churn', data: [{ label: 'May', value: -1 }] }],
      axis_config: { categories: ['May'], x_label: 'Month', y_label: 'Churn' },
    },
  };
  const pie: DataVisualizationBlock = {
    type: 'data_visualization',
    title: 'Pie',
    chart: { type: 'pie', segments: [{ label: 'One', value: 1 }] },
  };
  const card: CardBlock = {
    type: 'card',
    icon: image,
    title: { type: 'mrkdwn', text: '*Title*' },
    subtitle: { type: 'plain_text', text: 'Subtitle' },
    body: { type: 'mrkdwn', text: 'Body' },
    subtext: { type: 'mrkdwn', text: 'Subtext' },
    actions: [button],
  };
  const container: ContainerBlock = {
    type: 'container',
    title: { type: 'plain_text', text: 'Title' },
    subtitle: { type: 'mrkdwn', text: 'Subtitle' },
    width: 'wide',
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [{ type: 'divider' }],
  };
  const contextActions: ContextActionsBlock = {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: { type: 'plain_text', text: 'Good' }, value: 'good' },
        negative_button: { text: { type: 'plain_text', text: 'Bad' }, value: 'bad', accessibility_label: 'Bad answer' },
      },
      { type: 'icon_button', action_id: 'bin', icon: 'trash', text: { type: 'plain_text', text: 'Delete' } },
    ],
  };
  const alert: AlertBlock = { type: 'alert', level: 'warning', text: { type: 'plain_text', text: 'Mind this' } };

  it('are taken in a message as they are written down', () => {
    expect(messagesOf([table, chart, pie, card, container, contextActions])).toEqual([]);
  });

  it('are taken in a modal as they are written down', () => {
    expect(messagesOf([alert, card], 'modal')).toEqual([]);
  });
});

describe('validateBlocks', () => {
  it.each([
    [
      'a text too long',
      [{ type: 'header', text: plain('x'.repeat(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'an empty text',
      [{ type: 'section', text: plain('') }],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'too many blocks',
      Array.from({ length: 51 }, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    ['an unknown block', [{ type: 'banner' }], 'unsupported type: banner [json-pointer:/blocks/0/type]'],
    ['no type', [{ text: plain('x') }], 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'an unknown field',
      [{ type: 'divider', colour: 'red' }],
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    ['a string for an object', [{ type: 'card', title: 'x' }], 'must provide an object [json-pointer:/blocks/0/title]'],
    ['a missing field', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
    ['an object for a list', { type: 'header' }, 'must provide an array [json-pointer:/blocks]'],
    [
      'an unknown width',
      [{ type: 'container', title: plain('t'), child_blocks: [{ type: 'divider' }], width: 'huge' }],
      'must be a valid enum value [json-pointer:/blocks/0/width]',
    ],
    [
      'mrkdwn in a header',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      'must be a valid enum value [json-pointer:/blocks/0/text/type]',
    ],
    [
      'mrkdwn on a button',
      [{ type: 'actions', elements: [{ type: 'button', text: { type: 'mrkdwn', text: 'x' } }] }],
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/text/type]',
    ],
  ])("says what is wrong with %s in Slack's words", (_what, blocks, words) => {
    expect(messagesOf(blocks)).toEqual([`[ERROR] ${words}`]);
  });

  it('refuses an action_id that stands twice in a block, and takes it in two blocks', () => {
    const button = { type: 'button', text: plain('Go'), action_id: 'go' };

    const twice = messagesOf([{ type: 'actions', elements: [button, button] }]);
    const apart = messagesOf([
      { type: 'actions', elements: [button] },
      { type: 'actions', elements: [button] },
    ]);

    expect(twice).toHaveLength(1);
    expect(apart).toEqual([]);
  });

  it('refuses a block_id that stands twice, inside of containers too', () => {
    const divider = { type: 'divider', block_id: 'same' };
    const container = { type: 'container', title: plain('t'), child_blocks: [divider] };

    expect(messagesOf([divider, container])).toHaveLength(1);
  });

  it.each<[string, Surface]>([
    ['alert', 'message'],
    ['alert', 'home'],
    ['context_actions', 'modal'],
    ['data_visualization', 'home'],
    ['data_table', 'modal'],
    ['container', 'modal'],
    ['markdown', 'modal'],
  ])('refuses %s on the surface %s', (type, surface) => {
    expect(messagesOf([{ type }], surface)).toEqual([
      `[ERROR] unsupported type: ${type} [json-pointer:/blocks/0/type]`,
    ]);
  });

  it.each(['data_table', 'data_visualization', 'card', 'container', 'markdown'])(
    'refuses %s inside a container',
    (type) => {
      const messages = messagesOf([{ type: 'container', title: plain('t'), child_blocks: [{ type }] }]);

      expect(messages).toEqual([`[ERROR] unsupported type: ${type} [json-pointer:/blocks/0/child_blocks/0/type]`]);
    },
  );

  it('refuses a data table whose rows differ in length, or whose header is rich text', () => {
    const richText = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'h' }] }],
    };

    const ragged = messagesOf([{ type: 'data_table', caption: 'c', rows: [[cell('a'), cell('b')], [cell('c')]] }]);
    const rich = messagesOf([{ type: 'data_table', caption: 'c', rows: [[richText], [cell('c')]] }]);

    expect(ragged[0]).toContain('/blocks/0/rows/1');
    expect(rich[0]).toContain('unsupported type: rich_text');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, null, '1'])(
    'refuses %s as a number in a table or a chart',
    (value) => {
      const table = {
        type: 'data_table',
        caption: 'c',
        rows: [[cell('h')], [{ type: 'raw_number', value, text: 'x' }]],
      };
      const series = [{ name: 's', data: [{ label: 'a', value }] }];
      const chart = {
        type: 'data_visualization',
        title: 't',
        chart: { type: 'line', series, axis_config: { categories: ['a'] } },
      };

      expect(messagesOf([table])).not.toEqual([]);
      expect(messagesOf([chart])).not.toEqual([]);
    },
  );

  it('refuses a chart in which a series lacks a category, repeats a name, or a slice is not above zero', () => {
    const point = (label: string) => ({ label, value: 1 });
    const chartOf = (chart: object) => messagesOf([{ type: 'data_visualization', title: 't', chart }]);
    const axis_config = { categories: ['a', 'b'] };
    const whole = { name: 's', data: [point('a'), point('b')] };

    expect(chartOf({ type: 'area', series: [whole], axis_config })).toEqual([]);
    expect(chartOf({ type: 'area', series: [{ name: 's', data: [point('a')] }], axis_config })).toHaveLength(1);
    expect(chartOf({ type: 'area', series: [whole, whole], axis_config })).toHaveLength(1);
    expect(chartOf({ type: 'pie', segments: [{ label: 'a', value: 0 }] })).toHaveLength(1);
  });

  it('counts the characters of all tables of a message together', () => {
    const table = { type: 'data_table', caption: 'c', rows: [[cell('h')], [cell('x'.repeat(6000))]] };

    expect(messagesOf([table])).toEqual([]);
    expect(messagesOf([table, table])).toHaveLength(1);
  });

  it('refuses an initial option that is none of the options', () => {
    const option = (value: string) => ({ text: plain('One'), value });
    const select = (initial: string) => ({
      type: 'static_select',
      options: [option('a')],
      initial_option: option(initial),
    });

    expect(messagesOf([{ type: 'actions', elements: [select('a')] }])).toEqual([]);
    expect(messagesOf([{ type: 'actions', elements: [select('b')] }])).toHaveLength(1);
  });

  it('refuses a modal that asks for something without a way to submit it', () => {
    const blocks = [{ type: 'input', label: plain('L'), element: { type: 'plain_text_input' } }];
    const modal = { type: 'modal', title: plain('T'), blocks };

    expect(validateView(modal, 'modal')).toMatchObject({ ok: false });
    expect(validateView({ ...modal, submit: plain('OK') }, 'modal')).toMatchObject({ ok: true });
  });

  it.each(Object.keys(surfaces) as Surface[])('takes no blocks at all on the surface %s', (surface) => {
    expect(validateBlocks([], surface)).toEqual({ ok: true, blocks: [] });
  });
});
