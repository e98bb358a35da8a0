import { describe, expect, it } from 'vitest';
import type { Intent } from '../../src/intents/intent.ts';
import { meantOfPerson } from '../../src/slack/meant-of-person.ts';

const person: Intent = { kind: 'profile', dataset: 'agents', subject: 'agent-42' };
const noticed: Intent = { kind: 'insights', dataset: 'agents', subject: 'agent-42', filters: [] };
const nothing: Intent = {
  kind: 'unclear',
  reason: 'incomplete',
  detail: 'Say what you want to know.',
  suggestions: [],
};
const help: Intent = { kind: 'help' };

describe('meantOfPerson', () => {
  it.each<[string, Intent, Intent]>([
    ['why?', nothing, noticed],
    ['but why was this raised', nothing, noticed],
    ['show me the profile', nothing, person],
    ['profile', help, person],
    ['how is she doing?', help, person],
  ])('takes "%s" for a question about whom the thread is about', (text, read, meant) => {
    expect(meantOfPerson(read, text, person)).toEqual(meant);
    expect(meantOfPerson(read, text, noticed)).toEqual(meant);
  });

  it.each<[string, Intent, Intent | undefined]>([
    ['why?', nothing, undefined],
    ['why?', nothing, { kind: 'insights', filters: [] }],
    ['help with the profile', help, person],
    ['what', nothing, person],
    ['the profile of agent-7', { ...person, subject: 'agent-7' }, person],
    ['why do the rookies of the west have so many more calls', nothing, person],
  ])('leaves "%s" as it was read', (text, read, context) => {
    expect(meantOfPerson(read, text, context)).toBe(read);
  });
});
