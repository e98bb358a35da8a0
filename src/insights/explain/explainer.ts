import type { AlertFacts } from '../alert-facts.ts';

/** What an explanation is written from: figures and labels, nothing by which a person is known. */
export interface ExplanationDraft
  extends Pick<
    AlertFacts,
    'dataset' | 'predictionType' | 'riskScore' | 'headline' | 'reasons' | 'moneyAtRisk' | 'segments'
  > {
  /** For how many days the member has done nothing, where that is why. */
  readonly silentDays?: number;
}

/** `modelUsed` is the model's id, or `template`. There are 1 to 5 recommendations. */
export type Explanation = Pick<AlertFacts, 'explanation' | 'recommendations' | 'modelUsed'>;

/** Says in plain words what a rule found and what to do about it. */
export interface Explainer {
  /** Never rejects. */
  explain(draft: ExplanationDraft): Promise<Explanation>;
}
