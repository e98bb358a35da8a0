import { describe, expect, it } from 'vitest';
import { helpAnswer } from '../../src/answers/help-answer.ts';
import { parseText } from '../../src/intents/grammar/parse-text.ts';

const today = '2026-03-01';

describe('help', () => {
  it('shows nothing that would not be understood', () => {
    const { table, steps } = helpAnswer({ kind: 'help' }, today);

    const typed = table?.rows.map(([, example]) => (example?.kind === 'text' ? example.text : '')) ?? [];
    const kinds = typed.map((text) => parseText(text, { surface: 'slash', today }).kind);
    expect(new Set(kinds)).toEqual(
      new Set(['summary', 'breakdown', 'ranking', 'comparison', 'profile', 'update', 'operation']),
    );
    expect(steps).toHaveLength(5);
  });

  it('names every figure and every value of every segment', () => {
    const { notes } = helpAnswer({ kind: 'help' }, today);

    const text = notes.join('\n');
    for (const name of [
      'Churn risk',
      'Revenue at risk',
      'Growth rate',
      'Rookie',
      'Cooling market',
      'Premium',
      'CRM sync',
    ]) {
      expect(text).toContain(name);
    }
  });
});
