import { makeClone } from '../bench-clone.ts';
import { createNotes, type Row } from '../rows.ts';
import { measureAnswers } from './measure-answers.ts';
import { measureStarts } from './measure-starts.ts';
import { measureStoring } from './measure-storing.ts';
import { measureThinking } from './measure-thinking.ts';

/**
 * The figures of the app as a first run has it, with 500 agents: starts, storing, understanding, answers end to end.
 *
 * @param work a directory that the caller deletes
 */
export async function measureBasics(work: string, tell: (line: string) => void): Promise<readonly Row[]> {
  const notes = createNotes(tell);
  const clone = makeClone(work);
  await measureStarts(clone, notes);
  await measureStoring(work, notes);
  measureThinking(notes);
  await measureAnswers(clone, notes, tell);
  return notes.rows;
}
