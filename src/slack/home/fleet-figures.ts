import type { Figure } from '../../answers/answer.ts';
import type { Answers } from '../../answers/create-answers.ts';
import { type DatasetName, datasets } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';

/** How everyone of a dataset is doing. */
export interface FleetFigures {
  readonly label: string;
  readonly figures: readonly Figure[];
}

interface FleetOptions {
  readonly answers: Pick<Answers, 'answer'>;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

const keptMs = 60_000;
/** What the figures are held against, as far as it is known. */
const daysAgo = 7;

/**
 * The key figures of every dataset beside those of a week ago, at most a minute old: a Home tab may be opened often, and by many.
 *
 * The result throws `repository.*`.
 */
export function createFleetFigures({ answers, now = Date.now }: FleetOptions): () => Promise<readonly FleetFigures[]> {
  let kept: { readonly figures: Promise<readonly FleetFigures[]>; readonly until: number } | undefined;
  return () => {
    if (kept !== undefined && kept.until > now()) return kept.figures;
    const figures = Promise.all(datasets.map((dataset) => figuresOf(answers, dataset, dataset.name)));
    kept = { figures, until: now() + keptMs };
    // What could not be read is asked for again.
    figures.catch(() => {
      kept = undefined;
    });
    return figures;
  };
}

async function figuresOf(
  answers: FleetOptions['answers'],
  { label, keyMetrics }: Dataset,
  dataset: DatasetName,
): Promise<FleetFigures> {
  const { headline } = await answers.answer({
    kind: 'summary',
    dataset,
    metrics: [...keyMetrics],
    filters: [],
    against: { daysAgo },
  });
  return { label, figures: headline };
}
