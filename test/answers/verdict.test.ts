import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../src/answers/figures.ts';
import { datasetNamed } from '../../src/catalog/catalog.ts';
import type { MetricAttribute } from '../../src/catalog/define-dataset.ts';
import { metricNamed } from '../../src/catalog/derive/attribute-names.ts';

const ofEntities = (name: string): MetricAttribute => metricNamed(datasetNamed('entities'), name);
const rating = ofEntities('avg_rating');
const calls = ofEntities('ib_calls_7d');
const health = ofEntities('health_score');
const ofOne = { ofOne: true };

describe('a verdict', () => {
  it('counts a point of a long scale, and a tenth of a short one', () => {
    expect(verdictOf(health, 70.5, 71.4)).toBe('same');
    expect(verdictOf(health, 70, 71.4)).toBe('worse');
    expect(verdictOf(rating, 3.9, 4.4)).toBe('worse');
    expect(verdictOf(rating, 4.35, 4.4)).toBe('same');
  });

  it('holds no fraction of a call against one member', () => {
    expect(verdictOf(calls, 1, 0.9, ofOne)).toBe('same');
    expect(verdictOf(calls, 0, 0.9, ofOne)).toBe('same');
    expect(verdictOf(calls, 2, 0.9, ofOne)).toBe('worse');
  });

  it('of a group minds what is shown of a fraction', () => {
    expect(verdictOf(calls, 1.4, 0.9)).toBe('worse');
    expect(verdictOf(calls, 0.94, 0.9)).toBe('same');
  });
});
