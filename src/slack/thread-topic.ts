import { z } from 'zod';
import type { Answer } from '../answers/answer.ts';
import { type Intent, type IntentOfKind, intentSchema } from '../intents/intent.ts';
import type { Parser, Question } from '../intents/parser.ts';
import { isRefinable } from '../intents/refine-intent.ts';

export const topicSchema = z.object({
  /** The last question about figures or insights. */
  figures: intentSchema.optional(),
  /** The profile of the person who was last looked at. */
  person: intentSchema.optional(),
});

/** What a thread is about: a question to go on from, and someone to say "they" of. */
export type ThreadTopic = Readonly<z.infer<typeof topicSchema>>;

/** Turns a "why" into the question that it is about. */
type Read = (command: string) => Promise<Intent>;

/** What an answer adds to what its thread is about; nothing where there is nothing to go on from. */
export async function topicOf(intent: Intent, answer: Answer, read: Read): Promise<ThreadTopic> {
  if (intent.kind === 'insights') return { figures: intent, ...personOf(intent) };
  if (isRefinable(intent)) return { figures: intent };
  if (intent.kind === 'operation' && intent.name === 'why') {
    const about = await read(intent.arguments.of);
    return isRefinable(about) ? { figures: about } : {};
  }
  const found = answer.profile ?? answer.proposal;
  const dataset = 'dataset' in intent ? intent.dataset : undefined;
  if (found === undefined || dataset === undefined) return {};
  return { person: { kind: 'profile', dataset, subject: found.id } };
}

/** What was noticed about somebody is about them. */
function personOf({ dataset, subject }: IntentOfKind<'insights'>): Pick<ThreadTopic, 'person'> {
  return dataset === undefined || subject === undefined ? {} : { person: { kind: 'profile', dataset, subject } };
}

/**
 * The intent that a text goes on from: the person, if the text is about them when it is; otherwise the figures.
 *
 * @param question its text, as one that no model is asked about
 */
export async function contextFor(
  { figures, person }: ThreadTopic,
  question: Question,
  rules: Parser,
): Promise<Intent | undefined> {
  if (person === undefined || figures === undefined) return figures ?? person;
  const [apart, together] = await Promise.all([
    rules.understand(question),
    rules.understand({ ...question, context: person }),
  ]);
  const isAboutPerson = JSON.stringify(apart.intent) !== JSON.stringify(together.intent);
  return isAboutPerson ? person : figures;
}
