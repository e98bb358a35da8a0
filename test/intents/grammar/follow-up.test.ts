import { describe, expect, it } from 'vitest';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import { type Intent, intentSchema } from '../../../src/intents/intent.ts';
import { breakdown, comparison, count, is, parse, profile, ranking, summary, where } from './expected-intents.ts';

const follow = (text: string, context: Intent): Intent =>
  parseText(text, { surface: 'message', context, today: '2026-11-20' });

const rookie = is('experienceLevel', 'rookie');
const veteran = is('experienceLevel', 'veteran');
const urban = is('marketTypeLocation', 'urban');

describe('parseText, going on from an earlier question', () => {
  it.each<[string, string, Intent]>([
    ['churn rookie', 'and veterans?', summary(['churnRisk'], [veteran])],
    ['churn rookie', 'what about veterans', summary(['churnRisk'], [veteran])],
    ['churn rookie', 'same for veterans', summary(['churnRisk'], [veteran])],
    ['churn rookie', 'veterans', summary(['churnRisk'], [veteran])],
    ['churn rookie', 'only urban', summary(['churnRisk'], [rookie, urban])],
    ['churn rookie', 'just the ones with nps below 30', summary(['churnRisk'], [rookie, where('npsScore', '<', 30)])],
    ['churn rookie', 'what about nps instead', summary(['npsScore'], [rookie])],
    ['churn rookie', 'and nps?', summary(['npsScore'], [rookie])],
    ['churn rookie', 'and nps as well', summary(['churnRisk', 'npsScore'], [rookie])],
    ['churn rookie', 'median', summary(['churnRisk'], [rookie], 'median')],
    ['churn rookie', 'and overall?', summary(['churnRisk'], [])],
    ['churn rookie', 'break that down by engagement', breakdown(['churnRisk'], 'platformEngagement', [rookie])],
    ['churn rookie', 'by market condition', breakdown(['churnRisk'], 'marketTypeCondition', [rookie])],
    ['churn rookie', 'top 10 of those', ranking('highest', 10, 'churnRisk', rookie)],
    ['churn rookie', 'who are the worst 5?', ranking('highest', 5, 'churnRisk', rookie)],
    ['churn rookie', 'vs veterans', comparison(['churnRisk'], 'experienceLevel', ['rookie', 'veteran'], [])],
    ['churn rookie', 'compare with veterans', comparison(['churnRisk'], 'experienceLevel', ['rookie', 'veteran'], [])],
    ['churn rookie', 'how many of them are urban', count(rookie, urban)],
    ['revenue by specialization', 'only veterans', breakdown(['revenue'], 'specialization', [veteran])],
    ['revenue by specialization', 'what about churn', breakdown(['churnRisk'], 'specialization', [])],
    ['revenue by specialization', 'by tier', breakdown(['revenue'], 'subscriptionTier', [])],
    ['top 10 churn luxury', 'and commercial?', ranking('highest', 10, 'churnRisk', is('specialization', 'commercial'))],
    ['top 10 churn luxury', 'the bottom 3', ranking('lowest', 3, 'churnRisk', is('specialization', 'luxury'))],
    ['rookie vs veteran nps', 'and churn?', comparison(['churnRisk'], 'experienceLevel', ['rookie', 'veteran'], [])],
    ['rookie vs veteran nps', 'in urban', comparison(['npsScore'], 'experienceLevel', ['rookie', 'veteran'], [urban])],
    ['inactive for 20 days', 'only rookies', count(where('lastActivityDate', 'olderThanDays', 20), rookie)],
  ])('after "%s", understands "%s"', (before, text, expected) => {
    const intent = follow(text, parse(before));

    expect(intent).toEqual(expected);
    expect(intentSchema.parse(intent)).toEqual(expected);
  });

  it.each<[string, Intent]>([
    ['revenue by specialization', breakdown(['revenue'], 'specialization', [])],
    ['nps urban', summary(['npsScore'], [urban])],
    ['how many veterans', count(veteran)],
    ['agent-42', profile('agent-42')],
    ['top 3 revenue', ranking('highest', 3, 'revenue')],
  ])('takes a whole question for what it is: "%s"', (text, expected) => {
    expect(follow(text, parse('churn rookie'))).toEqual(expected);
  });

  it('has nothing to go on from after a profile', () => {
    expect(follow('veterans', parse('agent-42'))).toEqual(count(veteran));
  });
});
