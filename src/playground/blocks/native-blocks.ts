/**
 * The newer Block Kit blocks as Slack's reference describes them, in types that are stricter than (or
 * absent from) `@slack/types` 3.2.0. What is refused beyond the shape is in `limits.ts`.
 *
 * Where two editions of a page disagree, the smaller figure stands here.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */

export interface PlainText {
  readonly type: 'plain_text';
  /** 1–3,000 characters, unless the field says less. */
  readonly text: string;
  readonly emoji?: boolean;
}

export interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim?: boolean;
}

export type TextObject = PlainText | Mrkdwn;

/**
 * A sortable, filterable, paged table. Messages and Home only, and never inside a `container`.
 *
 * `rows[0]` is the header (no `rich_text` there); 1–100 rows follow; every row has the same 1–20 cells;
 * all cells of all tables of a message together hold at most 10,000 characters (a later edition of the
 * page says 20,000, and 200 rows). A column sorts by number only when every cell below its header is a
 * `raw_number`; one `raw_text` such as "–" makes it sort by letters.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/data-table-block
 */
export interface DataTableBlock {
  readonly type: 'data_table';
  readonly block_id?: string;
  /** Required; a plain string, not a text object. */
  readonly caption: string;
  readonly rows: readonly (readonly DataTableCell[])[];
  /** Rows a page, 1–100; 5 when left out. */
  readonly page_size?: number;
  /** The column that names each row, from 0; 0 when left out. */
  readonly row_header_column_index?: number;
}

export type DataTableCell =
  | { readonly type: 'raw_text' /** At least 1 character. */; readonly text: string }
  | {
      readonly type: 'raw_number';
      readonly value: number /** What is shown; at least 1 character. */;
      readonly text: string;
    }
  | { readonly type: 'rich_text'; readonly elements: readonly object[] };

/**
 * A chart. Messages only, at most 2 a message, and never inside a `container`.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface DataVisualizationBlock {
  readonly type: 'data_visualization';
  readonly block_id?: string;
  /** Required; a plain string of 1–50 characters. */
  readonly title: string;
  readonly chart: SeriesChart | PieChart;
}

export interface SeriesChart {
  readonly type: 'bar' | 'line' | 'area';
  /** 1–6, each with a name of its own (a later edition says 12). */
  readonly series: readonly {
    /** 1–20 characters. */
    readonly name: string;
    /** Exactly one point for each category, 1–20; negative values are allowed. */
    readonly data: readonly { readonly label: string; readonly value: number }[];
  }[];
  readonly axis_config: {
    /** 1–20 distinct labels of 1–20 characters, from left to right. */
    readonly categories: readonly string[];
    /** Up to 50 characters. */
    readonly x_label?: string;
    readonly y_label?: string;
  };
}

export interface PieChart {
  readonly type: 'pie';
  /** 1–6 (a later edition says 12); a label of 1–20 characters and a value greater than 0. No `axis_config`. */
  readonly segments: readonly { readonly label: string; readonly value: number }[];
}

/**
 * At least one of `hero_image`, `title`, `body`, `actions`. Text fields are text objects: a bare string
 * is refused, and the whole message with it.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/card-block
 */
export interface CardBlock {
  readonly type: 'card';
  readonly block_id?: string;
  readonly hero_image?: ImageElement;
  /** Either `icon` or `slack_icon`. */
  readonly icon?: ImageElement;
  readonly slack_icon?: { readonly type: 'icon'; readonly name: string };
  /** Up to 150 characters. */
  readonly title?: TextObject;
  /** Up to 150 characters. */
  readonly subtitle?: TextObject;
  /** Up to 200 characters. */
  readonly body?: TextObject;
  /** Up to 200 characters. */
  readonly subtext?: TextObject;
  /** A bare list of up to 3 buttons, not an actions block. */
  readonly actions?: readonly ButtonElement[];
}

/**
 * Groups up to 10 blocks. Messages and Home; not modals.
 *
 * The title is required (here or as `rich_text_title`). Children: actions, context, divider, file, header,
 * image, input, rich_text, section, table, video. Not card, data_table, data_visualization, markdown,
 * context_actions or another container. (One report from a live workspace has `rich_text` refused too.)
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/container-block
 */
export interface ContainerBlock {
  readonly type: 'container';
  readonly block_id?: string;
  /** Up to 150 characters. */
  readonly title?: PlainText;
  readonly rich_text_title?: object;
  /** Up to 150 characters. */
  readonly subtitle?: TextObject;
  readonly child_blocks: readonly object[];
  readonly width?: 'narrow' | 'standard' | 'wide' | 'full';
  readonly icon?: ImageElement;
  readonly is_collapsible?: boolean;
  /** Only with `is_collapsible: true`. */
  readonly default_collapsed?: boolean;
  /** Only without `is_collapsible`. */
  readonly has_header_divider?: boolean;
}

/**
 * Thumbs and small icon buttons under a message; 1–5 elements. Messages only.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/context-actions-block
 */
export interface ContextActionsBlock {
  readonly type: 'context_actions';
  readonly block_id?: string;
  readonly elements: readonly (FeedbackButtons | IconButton)[];
}

export interface FeedbackButtons {
  readonly type: 'feedback_buttons';
  readonly action_id?: string;
  /** `text` up to 75 characters, `value` up to 2,000, `accessibility_label` up to 75. */
  readonly positive_button: FeedbackButton;
  readonly negative_button: FeedbackButton;
}

export interface FeedbackButton {
  readonly text: PlainText;
  readonly value: string;
  readonly accessibility_label?: string;
}

export interface IconButton {
  readonly type: 'icon_button';
  readonly action_id?: string;
  /** The only icon that the reference names. */
  readonly icon: 'trash';
  readonly text: PlainText;
  readonly value?: string;
  readonly confirm?: object;
  readonly accessibility_label?: string;
  readonly visible_to_user_ids?: readonly string[];
}

/**
 * A coloured notice in a modal; refused in messages and on Home. `text` up to 200 characters.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/alert-block
 */
export interface AlertBlock {
  readonly type: 'alert';
  readonly block_id?: string;
  readonly text: TextObject;
  readonly level?: 'default' | 'info' | 'warning' | 'error' | 'success';
}

export interface ImageElement {
  readonly type: 'image';
  readonly image_url?: string;
  readonly slack_file?: { readonly id: string } | { readonly url: string };
  readonly alt_text: string;
}

export interface ButtonElement {
  readonly type: 'button';
  readonly action_id?: string;
  /** Up to 75 characters. */
  readonly text: PlainText;
  /** Up to 2,000 characters. */
  readonly value?: string;
  /** Up to 3,000 characters. */
  readonly url?: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: object;
  readonly accessibility_label?: string;
}
