import type { NamedMember } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { exampleId, nameName } from '../catalog/derive/attribute-names.ts';
import { formatValue } from '../catalog/derive/format.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer, NextStep } from './answer.ts';
import type { Found } from './find-subject.ts';
import { choiceLabel } from './people.ts';
import { blankAnswer } from './source.ts';

type Personal = IntentOfKind<'profile' | 'update'> | (IntentOfKind<'insights'> & { readonly subject: string });

/** What to say when a question about one person fits nobody, or several: whom one may have meant, as buttons. */
export function unfoundAnswer(intent: Personal, dataset: Dataset, found: Exclude<Found, { outcome: 'one' }>): Answer {
  const { one, many } = dataset.noun;
  if (found.outcome === 'several') {
    const more = found.total - found.candidates.length;
    return {
      ...blankAnswer(intent, `Which ${one} do you mean?`),
      kind: 'choice',
      notes: [
        `${formatValue(found.total, 'count')} ${many} are called "${intent.subject}".`,
        ...(more > 0 ? [`${formatValue(more, 'count')} more fit: type more of the name, or the id.`] : []),
      ],
      steps: stepsTo(intent, found.candidates),
    };
  }
  return {
    ...blankAnswer(intent, `No ${one} found`),
    kind: 'notFound',
    notes: [
      `There is no ${one} called "${intent.subject}". Try an id such as ${exampleId(dataset)}${nameName(dataset) === undefined ? '' : ', or a first and last name'}.`,
      ...(found.near.length > 0 ? ['Did you mean:'] : []),
    ],
    steps: stepsTo(intent, found.near),
  };
}

function stepsTo(intent: Personal, candidates: readonly NamedMember[]): NextStep[] {
  return candidates.map((candidate) => ({
    label: choiceLabel(candidate),
    intent: { ...intent, subject: candidate.id },
  }));
}
