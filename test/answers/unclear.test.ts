import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../src/answers/create-answers.ts';
import { agentItem } from '../support/agent-items.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { answersOver } from '../support/answers-over.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

let engine: TestEngine;
let answers: Answers;

beforeAll(async () => {
  engine = await startTestEngine();
  const repository = await createAgentsTable(engine.client, [
    agentItem(1, { name: 'Murray Klocko' }),
    agentItem(2, { name: 'Ana Murray' }),
    agentItem(3, { name: 'Bo Urban' }),
    agentItem(4, { id: 'AGT-0042', name: 'Cy Vale' }),
  ]);
  answers = answersOver(repository, Date.parse('2026-03-01'));
});
afterAll(() => engine.stop());

describe('a text that is not understood', () => {
  it('offers the people who have that first or last name', async () => {
    const answer = await answers.answer({
      kind: 'unclear',
      reason: 'notUnderstood',
      detail: 'murray',
      suggestions: [{ kind: 'help' }],
    });

    expect(answer.steps.map(({ label }) => label)).toEqual([
      'Ana Murray (agent-2)',
      'Murray Klocko (agent-1)',
      'What can be asked',
    ]);
  });

  it('looks nobody up for a contradiction', async () => {
    const answer = await answers.answer({
      kind: 'unclear',
      reason: 'contradictory',
      detail: 'murray',
      suggestions: [],
    });

    expect(answer.steps).toEqual([]);
  });

  it('quotes what it does not know', async () => {
    const answer = await answers.answer({
      kind: 'unclear',
      reason: 'notUnderstood',
      detail: 'floop',
      suggestions: [{ kind: 'help' }],
    });

    expect(answer.notes[0]).toBe('I do not know what "floop" means here.');
  });

  it('keeps scraps of what was typed to itself', async () => {
    const answer = await answers.answer({ kind: 'unclear', reason: 'notUnderstood', detail: '<', suggestions: [] });

    expect(answer.notes).toEqual(['Type "help" to see what you can ask.']);
  });
});

describe('a change', () => {
  it('says which figures follow from it and stay as they are', async () => {
    const answer = await answers.answer({
      kind: 'update',
      dataset: 'agents',
      subject: 'agent-1',
      changes: [{ metric: 'churnRisk', value: 10 }],
    });

    expect(answer.proposal?.caveats).toEqual(['Not recomputed from it: Retention, Revenue at risk.']);
  });
});

describe('an id', () => {
  it.each(['AGT-0042', 'agent-1', 'Agent-1'])('is found as it is written, and as ours are: %s', async (subject) => {
    const answer = await answers.answer({ kind: 'profile', dataset: 'agents', subject });

    expect(answer.profile?.id.toLowerCase()).toBe(subject.toLowerCase());
  });
});
