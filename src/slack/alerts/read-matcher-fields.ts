import { datasets } from '../../catalog/catalog.ts';
import { predictionTypes } from '../../catalog/datasets/insights.ts';
import { type Matchers, matchersSchema } from '../../insights/route.ts';
import type { FormValues } from './form-values.ts';
import { matcherFields } from './matcher-fields.ts';

/** What is wrong with which field, by the ids of their blocks. */
export type FieldErrors = Record<string, string>;

/** Which alerts a form means. @param errors what is wrong with its fields is put here */
export function readMatcherFields(values: FormValues, errors: FieldErrors): Matchers {
  const kinds = predictionTypes.filter((type) => values.texts(matcherFields.kinds).includes(type));
  const risk = values.text(matcherFields.risk);
  const aboveRisk = risk === undefined ? undefined : Number(risk);
  if (aboveRisk !== undefined && !(aboveRisk >= 0 && aboveRisk <= 100)) {
    errors[matcherFields.risk] = 'Please enter a number from 0 to 100.';
  }
  const { dataset, segments } = readSegments(values, errors);
  const owner = values.text(matcherFields.owner);
  const parsed = matchersSchema.safeParse({
    ...(kinds.length === 0 ? {} : { predictionTypes: kinds }),
    ...(aboveRisk === undefined ? {} : { aboveRisk }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(Object.keys(segments).length === 0 ? {} : { segments }),
    ...(owner === undefined ? {} : { owner }),
  });
  if (parsed.success) return parsed.data;
  if (Object.keys(errors).length === 0) errors[matcherFields.kinds] = 'Please choose again.';
  return {};
}

/** Segments belong to one dataset, which need not be chosen then. */
function readSegments(
  values: FormValues,
  errors: FieldErrors,
): { readonly dataset: string | undefined; readonly segments: Record<string, string[]> } {
  const chosen = values.texts(matcherFields.segments).map((option) => option.split(' '));
  const asked = values.text(matcherFields.dataset);
  const named = new Set([...chosen.map(([dataset]) => dataset), ...(asked === undefined ? [] : [asked])]);
  const [dataset, ...others] = named;
  if (others.length > 0) {
    const labels = datasets.filter(({ name }) => named.has(name)).map(({ label }) => label);
    errors[matcherFields.segments] =
      `These belong to different ones: ${labels.join(' and ')}. Please fill in a form for each.`;
  }
  const segments: Record<string, string[]> = {};
  for (const [, segment = '', value = ''] of chosen) segments[segment] = [...(segments[segment] ?? []), value];
  return { dataset, segments };
}
