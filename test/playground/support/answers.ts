const plain = (text: string) => ({ type: 'plain_text', text });
const raw = (text: string) => ({ type: 'raw_text', text });
const number = (value: number) => ({ type: 'raw_number', value, text: `${value} %` });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });

/** Twelve people whose churn does not sort as letters do. */
const people = Array.from({ length: 12 }, (_, index) => ({ name: `Agent ${index + 1}`, churn: (index * 7) % 13 }));

/** A message with everything that can be pressed, sorted or chosen. */
export const answerBlocks = [
  { type: 'header', text: plain('Churn of *rookies*') },
  {
    type: 'section',
    text: mrkdwn('*24.6 %* churn, <javascript:window.hacked=1|harmless> and <https://example.com/|a link>'),
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'link', url: 'javascript:window.hacked=2', text: 'rich link' }],
      },
    ],
  },
  {
    type: 'data_table',
    caption: 'Who to look at first',
    rows: [[raw('Agent'), raw('Churn')], ...people.map(({ name, churn }) => [raw(name), number(churn)])],
  },
  {
    type: 'data_visualization',
    title: 'Churn by tier',
    chart: {
      type: 'bar',
      series: [{ name: 'Churn', data: [{ label: 'Free', value: 3 }] }],
      axis_config: { categories: ['Free'] },
    },
  },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'post', text: plain('Post to channel'), value: 'post' },
      { type: 'button', action_id: 'open', text: plain('Set a figure'), value: 'open' },
      {
        type: 'button',
        action_id: 'reset',
        text: plain('Reset'),
        value: 'reset',
        confirm: { title: plain('Sure?'), text: mrkdwn('All of it'), confirm: plain('Do it'), deny: plain('Keep it') },
      },
      {
        type: 'static_select',
        action_id: 'by',
        placeholder: plain('Break down by'),
        options: [{ text: plain('Tier'), value: 'tier' }],
      },
      { type: 'overflow', action_id: 'more', options: [{ text: plain('Open the list'), value: 'list' }] },
    ],
  },
];

export const modalView = {
  type: 'modal',
  title: plain('Set NPS'),
  submit: plain('Apply'),
  blocks: [
    {
      type: 'input',
      block_id: 'nps',
      label: plain('NPS'),
      element: { type: 'number_input', action_id: 'value', is_decimal_allowed: false },
    },
    {
      type: 'input',
      block_id: 'from',
      optional: true,
      label: plain('From'),
      element: { type: 'datetimepicker', action_id: 'value', initial_date_time: 1_767_600_000 },
    },
    {
      type: 'input',
      block_id: 'where',
      optional: true,
      label: plain('Where'),
      element: { type: 'conversations_select', action_id: 'value', filter: { include: ['public'] } },
    },
    {
      type: 'input',
      block_id: 'who',
      optional: true,
      label: plain('Who'),
      element: { type: 'multi_users_select', action_id: 'value' },
    },
  ],
};
