import { describe, expect, it } from 'vitest';
import { fileName } from '../../../src/answers/export/file-name.ts';
import type { Intent } from '../../../src/intents/intent.ts';

const why = (of: string): Intent => ({ kind: 'operation', name: 'why', arguments: { of } });
const isRookie = { field: 'experienceLevel', op: 'in' as const, values: ['rookie'] };

describe('the name of a file', () => {
  it.each<[string, Intent]>([
    ['why-churn-risk-rookie', why('/agents churn rookie')],
    ['why-health-students', why('/students health')],
    ['why', why('/agents help')],
    ['usage-last-7-days', { kind: 'operation', name: 'usage', arguments: { days: 7 } }],
    ['digest-last-day', { kind: 'operation', name: 'digest', arguments: { days: 1 } }],
    [
      'insights-high-churn-risk-risk-above-80-agents-rookie',
      { kind: 'insights', predictionType: 'high_churn_risk', minRisk: 80, dataset: 'agents', filters: [isRookie] },
    ],
    ['insights', { kind: 'insights', subject: 'Jane Doe', filters: [] }],
  ])('is %s and the day', (name, intent) => {
    expect(fileName(intent, '2026-11-20')).toBe(`${name}-2026-11-20.csv`);
  });
});
