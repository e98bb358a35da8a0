import { describe, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { predictionTypes } from '../../../src/catalog/datasets/insights.ts';
import type { Dataset } from '../../../src/catalog/define-dataset.ts';
import { describeDataset } from '../../../src/intents/bedrock/describe-dataset.ts';
import { systemPrompt } from '../../../src/intents/bedrock/system-prompt.ts';
import { intentSchema, unclearReasons } from '../../../src/intents/intent.ts';

describe('describeDataset', () => {
  it('names every attribute and value, with the words for it', () => {
    const text = describeDataset(agents);

    for (const [name, attribute] of Object.entries((agents as Dataset).attributes)) {
      if (attribute.kind === 'key') continue;
      expect(text).toContain(name);
      for (const [value, { words }] of 'values' in attribute ? Object.entries(attribute.values) : []) {
        expect(text).toContain(`${value} = `);
        for (const word of words) expect(text).toContain(JSON.stringify(word));
      }
    }
  });

  it('says of a metric its unit, range, better side, sum, thresholds and words', () => {
    const line = describeDataset(agents)
      .split('\n')
      .find((text) => text.startsWith('- churnRisk:'));

    expect(line).toMatch(/churn.*attrition.*a score, 0 to 100, whole; lower is better; sums up as average/);
    expect(line).toMatch(/"High" is >= 70\. "Low" is <= 30\..*Ranked highest: "riskiest".*high side: "at risk"/);
  });

  it('names every attribute of members that have no name of their own', () => {
    const text = describeDataset(entities);

    for (const name of Object.keys(entities.attributes)) if (name !== 'entity_id') expect(text).toContain(`${name}: `);
    expect(text).toContain('stu_42, tut_42, sub_42, reg_42');
    expect(text).not.toContain('undefined');
    expect(text).not.toMatch(/Tiers|Lists/);
  });

  it('follows what a dataset declares', () => {
    const moods: Dataset = {
      ...(agents as Dataset),
      name: 'moods',
      attributes: { ...agents.attributes, moodScore: { ...agents.attributes.npsScore, range: [1, 7] } },
    };

    expect(describeDataset(moods)).toMatch(/## Dataset moods[\s\S]*- moodScore: .*a score, 1 to 7, whole/);
  });
});

describe('systemPrompt', () => {
  it('explains every reason to ask back', () => {
    for (const reason of unclearReasons) expect(systemPrompt()).toContain(`- ${reason}: `);
  });

  it('names every prediction and operation', () => {
    const said = systemPrompt();

    for (const prediction of predictionTypes) expect(said).toContain(`${prediction} = `);
    for (const name of ['usage', 'why', 'watch', 'watches', 'outcomes', 'digest']) expect(said).toContain(name);
  });

  it('gives examples that are valid intents of every kind', () => {
    const lines = systemPrompt()
      .split('\n')
      .filter((line) => line.includes(' → '));
    const intents = lines.map((line) => intentSchema.parse(JSON.parse(line.split(' → ')[1] ?? '').intent));

    expect(new Set(intents.map(({ kind }) => kind))).toEqual(
      new Set(['summary', 'breakdown', 'ranking', 'comparison', 'profile', 'update', 'insights', 'operation']),
    );
  });
});
