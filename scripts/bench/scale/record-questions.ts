import { createRepositoryAnalytics } from '../../../src/analytics/repository-analytics.ts';
import { createAnswers } from '../../../src/answers/create-answers.ts';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import { type AskedCall, type AskedQuestion, partOf, recording } from './asked-calls.ts';
import { type AskedKind, askedKinds } from './asked-kinds.ts';

/**
 * What the answers to each kind of question ask of the analytics, found out by answering them, so that what is
 * measured stays what is asked.
 *
 * @param repository the table to answer from; a small one will do
 */
export async function recordQuestions(repository: Repository): Promise<readonly AskedQuestion[]> {
  const questions: AskedQuestion[] = [];
  for (const kind of askedKinds) {
    const calls = await callsOf(kind, repository);
    const asked = kind.part === undefined ? calls : partOf(calls, kind.part);
    if (asked.length === 0) throw new Error(`"${kind.text}" asks for nothing of the kind: ${kind.name}`);
    questions.push({ name: kind.name, size: kind.size, calls: asked });
  }
  return questions;
}

async function callsOf({ text }: AskedKind, repository: Repository): Promise<readonly AskedCall[]> {
  const calls: AskedCall[] = [];
  const analytics = recording(createRepositoryAnalytics({ repository, now: Date.now }), calls);
  const source = { repository, analytics };
  const answers = createAnswers({
    sources: { agents: source, entities: source },
    usage: { readUsage: async () => [] },
  });
  const today = new Date().toISOString().slice(0, 10);
  const intent = parseText(text, { surface: 'slash', command: '/agents', today });
  if (intent.kind === 'unclear') throw new Error(`"${text}" is not understood any more`);
  await answers.answer(intent);
  return calls;
}
