import { insights } from '../../../catalog/datasets/insights.ts';

/** The words that name insights in any text; their other nouns mean much else besides. */
export const insightNouns = [insights.noun.one, 'alert', 'warning'].flatMap((noun) => [noun, `${noun}s`]);
