/**
 * Slack's limits that our blocks must hold, in characters unless said otherwise.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const limits = {
  header: 150,
  sectionText: 3000,
  field: 2000,
  /** Fields a section. */
  fields: 10,
  /** Elements a context block. */
  contextElements: 10,
  buttonText: 75,
  buttonValue: 2000,
  optionText: 75,
  /** Options a select. */
  selectOptions: 100,
  /** An option's value is much shorter than a button's. */
  optionValue: 75,
  cardTitle: 150,
  cardBody: 200,
  chartTitle: 50,
  chartLabel: 20,
  /** Categories a chart. */
  chartCategories: 20,
  /** Series a chart. */
  chartSeries: 6,
  cell: 200,
  /** Rows a table may have below its header. */
  tableRows: 99,
  modalTitle: 24,
  /** Blocks a message. */
  messageBlocks: 50,
  /**
   * The JSON of a message's blocks. Slack refuses a message near 13,200 characters, which is
   * documented nowhere; counting the JSON rather than the texts in it errs on the safe side.
   */
  messageSize: 12_500,
  /** A message's text: Slack asks for at most 4,000. */
  messageText: 4000,
} as const;
