import { describe, expect, it } from 'vitest';
import { intentSchema } from '../../../src/intents/intent.ts';
import { comparison, is, parse, type Row } from './expected-intents.ts';

describe('parseText, asked to compare', () => {
  it.each<Row>([
    ['compare rookies and veterans', comparison([], 'experienceLevel', ['rookie', 'veteran'], [])],
    [
      'compare urban, suburban and rural revenue',
      comparison(['revenue'], 'marketTypeLocation', ['urban', 'suburban', 'rural'], []),
    ],
    [
      'compare teams vs brokerages on lead conversion',
      comparison(['leadConversionRate'], 'businessModel', ['team', 'brokerage'], []),
    ],
    ['luxury vs commercial revenue', comparison(['revenue'], 'specialization', ['luxury', 'commercial'], [])],
    [
      'rookie vs established vs veteran nps',
      comparison(['npsScore'], 'experienceLevel', ['rookie', 'established', 'veteran'], []),
    ],
    ['hot vs cooling market churn', comparison(['churnRisk'], 'marketTypeCondition', ['hot', 'cooling'], [])],
    [
      'compare high and low engagement retention',
      comparison(['retentionProbability'], 'platformEngagement', ['high', 'low'], []),
    ],
    [
      'individual versus team response time in hot markets',
      comparison(['averageResponseTime'], 'businessModel', ['individual', 'team'], [is('marketTypeCondition', 'hot')]),
    ],
    [
      'is churn higher for rookies or veterans',
      comparison(['churnRisk'], 'experienceLevel', ['rookie', 'veteran'], []),
    ],
    [
      'do urban agents have better nps than rural ones',
      comparison(['npsScore'], 'marketTypeLocation', ['urban', 'rural'], []),
    ],
    [
      'average ltv premium vs basic',
      comparison(['estimatedLifetimeValue'], 'subscriptionTier', ['premium', 'basic'], [], 'average'),
    ],
    ['compare churn rookie veteran', comparison(['churnRisk'], 'experienceLevel', ['rookie', 'veteran'], [])],
    [
      'compare churn and nps for rookies vs veterans',
      comparison(['churnRisk', 'npsScore'], 'experienceLevel', ['rookie', 'veteran'], []),
    ],
    ['rookies compared to veterans on revenue', comparison(['revenue'], 'experienceLevel', ['rookie', 'veteran'], [])],
    [
      'veterans against rookies, retention',
      comparison(['retentionProbability'], 'experienceLevel', ['veteran', 'rookie'], []),
    ],
    [
      'how do rookies compare to veterans on nps',
      comparison(['npsScore'], 'experienceLevel', ['rookie', 'veteran'], []),
    ],
    [
      'how do veterans stack up against rookies in churn',
      comparison(['churnRisk'], 'experienceLevel', ['veteran', 'rookie'], []),
    ],
    [
      'gap between luxury and residential revenue',
      comparison(['revenue'], 'specialization', ['luxury', 'residential'], []),
    ],
    [
      'difference in nps between urban and rural',
      comparison(['npsScore'], 'marketTypeLocation', ['urban', 'rural'], []),
    ],
    ['rookies vs everyone else', comparison([], 'experienceLevel', ['rookie', 'established', 'veteran'], [])],
    [
      'rookies vs the rest on churn',
      comparison(['churnRisk'], 'experienceLevel', ['rookie', 'established', 'veteran'], []),
    ],
    ['compare spend levels', comparison([], 'spendLevel', ['lessThan1k', 'lessThan10k', 'moreThan10k'], [])],
    [
      'compare market conditions on churn',
      comparison(['churnRisk'], 'marketTypeCondition', ['warm', 'hot', 'cooling'], []),
    ],
    [
      'compare all specializations revenue',
      comparison(['revenue'], 'specialization', ['residential', 'residentialInvestor', 'luxury', 'commercial'], []),
    ],
    [
      'compare by experience churn',
      comparison(['churnRisk'], 'experienceLevel', ['rookie', 'established', 'veteran'], []),
    ],
    ['nps comparison by location', comparison(['npsScore'], 'marketTypeLocation', ['suburban', 'urban', 'rural'], [])],
    ['nps big spenders vs small spenders', comparison(['npsScore'], 'spendLevel', ['moreThan10k', 'lessThan1k'], [])],
    ['engaged vs disengaged churn', comparison(['churnRisk'], 'platformEngagement', ['high', 'low'], [])],
    ['city agents vs countryside agents nps', comparison(['npsScore'], 'marketTypeLocation', ['urban', 'rural'], [])],
    [
      'solo vs team vs brokerage revenue',
      comparison(['revenue'], 'businessModel', ['individual', 'team', 'brokerage'], []),
    ],
    [
      'residential investor vs luxury ltv',
      comparison(['estimatedLifetimeValue'], 'specialization', ['residentialInvestor', 'luxury'], []),
    ],
    [
      'mean revenue luxury vs residential',
      comparison(['revenue'], 'specialization', ['luxury', 'residential'], [], 'average'),
    ],
    ['are rookies happier than veterans', comparison(['npsScore'], 'experienceLevel', ['rookie', 'veteran'], [])],
    [
      'do high spenders churn less than low spenders',
      comparison(['churnRisk'], 'spendLevel', ['moreThan10k', 'lessThan1k'], []),
    ],
    [
      'compare avg revenue of teams and individuals',
      comparison(['revenue'], 'businessModel', ['team', 'individual'], [], 'average'),
    ],
    [
      'compare p90 response time urban vs rural',
      comparison(['averageResponseTime'], 'marketTypeLocation', ['urban', 'rural'], [], 'p90'),
    ],
    ['versus rookie veteran nps', comparison(['npsScore'], 'experienceLevel', ['rookie', 'veteran'], [])],
    ['rookie veteran compare', comparison([], 'experienceLevel', ['rookie', 'veteran'], [])],
    ['nps rookie v veteran', comparison(['npsScore'], 'experienceLevel', ['rookie', 'veteran'], [])],
    ['nps: urban vs. rural', comparison(['npsScore'], 'marketTypeLocation', ['urban', 'rural'], [])],
    ['diff urban rural churn', comparison(['churnRisk'], 'marketTypeLocation', ['urban', 'rural'], [])],
    [
      'luxury or residential: which has higher revenue',
      comparison(['revenue'], 'specialization', ['luxury', 'residential'], []),
    ],
    [
      'which one churns more teams or brokerages',
      comparison(['churnRisk'], 'businessModel', ['team', 'brokerage'], []),
    ],
    [
      'who has better nps, rookies or veterans?',
      comparison(['npsScore'], 'experienceLevel', ['rookie', 'veteran'], []),
    ],
    [
      'is nps better in hot or cooling markets',
      comparison(['npsScore'], 'marketTypeCondition', ['hot', 'cooling'], []),
    ],
    ['contrast hot and warm markets on growth', comparison(['growthRate'], 'marketTypeCondition', ['hot', 'warm'], [])],
    ['veterans vs others nps', comparison(['npsScore'], 'experienceLevel', ['rookie', 'established', 'veteran'], [])],
    [
      'basic vs premium vs enterprise retention',
      comparison(['retentionProbability'], 'subscriptionTier', ['basic', 'premium', 'enterprise'], []),
    ],
    [
      'how does luxury compare to commercial in ltv',
      comparison(['estimatedLifetimeValue'], 'specialization', ['luxury', 'commercial'], []),
    ],
    ['comparee rookie veteran revenue', comparison(['revenue'], 'experienceLevel', ['rookie', 'veteran'], [])],
    ['nps rookies vs vetrans', comparison(['npsScore'], 'experienceLevel', ['rookie', 'veteran'], [])],
    [
      'compare luxury & commercial on time to sell',
      comparison(['averageTimeToSell'], 'specialization', ['luxury', 'commercial'], []),
    ],
    [
      'teams or individuals - which respond quicker',
      comparison(['averageResponseTime'], 'businessModel', ['team', 'individual'], []),
    ],
    [
      'are urban agents riskier than rural agents',
      comparison(['churnRisk'], 'marketTypeLocation', ['urban', 'rural'], []),
    ],
    ['do brokerages make more revenue than teams', comparison(['revenue'], 'businessModel', ['brokerage', 'team'], [])],
    [
      'is retention lower for rookies than for veterans',
      comparison(['retentionProbability'], 'experienceLevel', ['rookie', 'veteran'], []),
    ],
    [
      'hot versus warm versus cooling on revenue at risk',
      comparison(['revenueAtRisk'], 'marketTypeCondition', ['hot', 'warm', 'cooling'], []),
    ],
    [
      'low engagement vs high engagement: retention',
      comparison(['retentionProbability'], 'platformEngagement', ['low', 'high'], []),
    ],
    [
      'premium vs standard support tickets',
      comparison(['supportTicketsCount'], 'subscriptionTier', ['premium', 'standard'], []),
    ],
    [
      'veteran vs rookie in luxury: median revenue',
      comparison(['revenue'], 'experienceLevel', ['veteran', 'rookie'], [is('specialization', 'luxury')], 'median'),
    ],
    [
      'compare veteran luxury and rookie luxury churn',
      comparison(['churnRisk'], 'experienceLevel', ['veteran', 'rookie'], [is('specialization', 'luxury')]),
    ],
  ])('understands "%s"', (text, expected) => {
    const intent = parse(text);

    expect(intent).toEqual(expected);
    expect(intentSchema.parse(intent)).toEqual(expected);
  });
});
