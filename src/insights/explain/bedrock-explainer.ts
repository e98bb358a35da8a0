import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { Model } from '../../models/model.ts';
import { explainRequest, limits } from './explain-request.ts';
import type { Explainer, Explanation, ExplanationDraft } from './explainer.ts';
import { hasKnownSpans, isFaithful } from './is-faithful.ts';
import { knownFigures } from './known-figures.ts';
import { createModelGate, type ModelGateOptions } from './model-gate.ts';

export interface BedrockExplainerOptions {
  readonly model: Model;
  /** Explains where the model does not. */
  readonly template: Explainer;
  readonly log: Log;
  readonly gate?: Partial<ModelGateOptions>;
}

const line = (longest: number) =>
  z
    .string()
    .transform((text) => text.trim().replaceAll(/\s+/gu, ' '))
    .pipe(z.string().min(1).max(longest));

const replySchema = z.object({
  explanation: line(limits.explanation),
  recommendations: z.array(line(limits.recommendation)).min(1).max(limits.recommendations),
});

/**
 * The explainer that asks a model, and takes of it only what the record bears out.
 *
 * The template explains where the model fails, says a number that is none of the record's, or would make others wait.
 */
export function createBedrockExplainer({ model, template, log, gate: limited }: BedrockExplainerOptions): Explainer {
  const gate = createModelGate(limited);

  async function askModel(draft: ExplanationDraft): Promise<Explanation | undefined> {
    const reply = await model.ask(explainRequest(draft));
    const { predictionType } = draft;
    if (reply.outcome === 'failed') {
      log.info({ reason: reply.reason, predictionType }, 'the model did not explain an alert');
      return undefined;
    }
    const texts = readExplanation(reply.json, draft);
    if (texts === undefined) log.info({ reason: 'unfaithful', predictionType }, 'the model did not explain an alert');
    return texts === undefined ? undefined : { ...texts, modelUsed: reply.modelId };
  }

  return {
    async explain(draft) {
      try {
        return (await gate.run(() => askModel(draft))) ?? (await template.explain(draft));
      } catch (error) {
        log.error({ err: error }, 'an alert could not be explained by the model');
        return template.explain(draft);
      }
    },
  };
}

/** The texts in a model's reply; undefined where they are not of the form that was asked for, or not of the record. */
export function readExplanation(
  json: unknown,
  draft: ExplanationDraft,
): Pick<Explanation, 'explanation' | 'recommendations'> | undefined {
  const parsed = replySchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { explanation, recommendations } = parsed.data;
  const figures = knownFigures(draft);
  const isFit = [explanation, ...recommendations].every((text) => isFaithful(text, figures));
  return isFit && hasKnownSpans(explanation, figures) ? { explanation, recommendations } : undefined;
}
