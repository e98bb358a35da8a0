import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../src/errors/app-error.ts';
import { type EvalQuestion, evalQuestionSchema } from './eval-question.ts';

/**
 * The questions of a file of JSON lines; blank lines are passed over.
 *
 * @throws {AppError} `input.invalid` when there is no such file, no question in it, or a line that is none
 */
export async function readQuestions(file: string): Promise<readonly EvalQuestion[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('input.invalid', `${file} cannot be read`, { cause });
  });
  const questions = text
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [questionIn(line, index, file)]));
  if (questions.length === 0) throw new AppError('input.invalid', `${file} holds no question`);
  return questions;
}

function questionIn(line: string, index: number, file: string): EvalQuestion {
  try {
    return evalQuestionSchema.parse(JSON.parse(line));
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    const what = issue === undefined ? 'it is not JSON' : `${issue.path.join('.') || 'the line'}: ${issue.message}`;
    throw new AppError('input.invalid', `${file}, line ${index + 1} is no question: ${what}`, { cause });
  }
}
