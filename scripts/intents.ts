import { createInterface } from 'node:readline';
import { z } from 'zod';
import { parseQuestion } from '../src/intents/grammar/parse-question.ts';
import { intentSchema } from '../src/intents/intent.ts';

/** One question a line: how a text is understood, offline and with no database. */
const questionSchema = z.strictObject({
  text: z.string(),
  surface: z.enum(['slash', 'message']).default('slash'),
  command: z.string().optional(),
  context: intentSchema.optional(),
});

function answerTo(line: string, today: string): object {
  try {
    const { text, surface, command, context } = questionSchema.parse(JSON.parse(line));
    const options = {
      surface,
      today,
      ...(command === undefined ? {} : { command }),
      ...(context === undefined ? {} : { context }),
    };
    return { intent: parseQuestion(text, options) };
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { error: message };
  }
}

const today = new Date().toISOString().slice(0, 10);
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue;
  const answer = answerTo(line, today);
  if ('error' in answer) process.exitCode = 1;
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
