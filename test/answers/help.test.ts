import { describe, expect, it } from 'vitest';
import { helpAnswer } from '../../src/answers/help-answer.ts';
import { parseText } from '../../src/intents/grammar/parse-text.ts';
import { limits } from '../../src/slack/blocks/limits.ts';

const today = '2026-03-01';
const { notes, steps } = helpAnswer({ kind: 'help' }, today);
const text = notes.join('\n');

/** Each example as it is typed: the command and what follows it. */
const typed = notes.flatMap((line) => {
  const [, command, after = ''] = /^•.*?: (\/\S+) ?(.*)$/u.exec(line) ?? [];
  return command === undefined ? [] : [{ command, after }];
});
const kindOf = ({ command, after }: (typeof typed)[number]) =>
  parseText(after, { surface: 'slash', today, command }).kind;

describe('help', () => {
  it.each([
    ['/agents', ['breakdown', 'comparison', 'operation', 'profile', 'ranking', 'summary', 'update']],
    ['/metrics', ['breakdown', 'comparison', 'profile', 'ranking', 'summary']],
    ['/insights', ['insights', 'operation']],
  ])('shows examples of %s that are understood, of each kind', (command, kinds) => {
    const examples = typed.filter((example) => example.command === command);

    expect([...new Set(examples.map(kindOf))].sort()).toEqual(kinds);
  });

  it('offers five to press, from every command', () => {
    expect(steps).toHaveLength(5);
    expect(new Set(steps.map(({ intent }) => ('dataset' in intent ? intent.dataset : intent.kind)))).toEqual(
      new Set(['agents', 'entities', 'insights']),
    );
  });

  it.each(['Churn risk', 'Growth rate', 'Rookie', 'Cooling market', 'Premium', 'CRM sync', 'Health', 'Tutor'])(
    'names every figure and every value of every segment, such as %s',
    (name) => {
      expect(text).toContain(name);
    },
  );

  it('tells how to watch, and what can be watched for', () => {
    expect(text).toContain('/insights watch churn above 80 rookies in #cs-alerts');
    expect(text).toContain('High churn risk');
  });

  it('fits into one block of text, without a table, so that the Home tab can show it whole', () => {
    expect(text.length).toBeLessThan(limits.sectionText);
    expect(helpAnswer({ kind: 'help' }, today).table).toBeUndefined();
  });
});
