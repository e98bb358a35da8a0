import type { KnownBlock, TextObject } from '@slack/types';

/**
 * A chart, which `@slack/types` 3.2.0 lacks. At most two a message.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface DataVisualizationBlock {
  type: 'data_visualization';
  /** 1–50 characters. */
  title: string;
  chart: {
    type: 'bar' | 'line' | 'area';
    /** 1–6; one finite value a category. */
    series: { name: string; data: { label: string; value: number }[] }[];
    /** 1–20 different labels of 1–20 characters. */
    axis_config: { categories: string[]; y_label?: string };
  };
}

/**
 * A card whose texts are plain, so that a name in them cannot become markup.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/card-block
 */
export interface PlainCardBlock {
  type: 'card';
  title: TextObject;
  subtitle?: TextObject;
  body?: TextObject;
  subtext?: TextObject;
}

export type MessageBlock = KnownBlock | DataVisualizationBlock | PlainCardBlock;

/** What is posted: blocks, and a text that says the same for notifications, screen readers and old clients. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly MessageBlock[];
}

/** Who can see a message: the person who asked, or everyone in a channel. */
export type Audience = 'asker' | 'channel';
