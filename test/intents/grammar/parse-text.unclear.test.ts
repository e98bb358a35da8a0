import { describe, expect, it } from 'vitest';
import { intentSchema } from '../../../src/intents/intent.ts';
import { count, is, parse, profile, ranking, summary, type UnclearRow, where } from './expected-intents.ts';

describe('parseText, when it cannot be sure', () => {
  it.each<UnclearRow>([
    ['set agent-3 churn 120', 'outOfRange'],
    ['set agent-3 nps', 'incomplete'],
    ['set nps 50', 'incomplete'],
    ['set agent-3 experience veteran', 'outOfScope'],
    ["what's the weather like today", 'outOfScope'],
    ['who won the game last night', 'outOfScope'],
    ['tell me about the president', 'outOfScope'],
    ['show me emails of all agents', 'outOfScope'],
    ['delete all agents', 'destructive'],
    ['wipe the table', 'destructive'],
    ['churn < 200', 'outOfRange'],
    ['top 0 nps', 'outOfRange'],
    ['top 5000 nps', 'outOfRange'],
    ['luxury agents without virtual tours', 'outOfScope'],
    ['agent-1 vs agent-2', 'ambiguous'],
    ['agent-42 nps 72', 'ambiguous'],
    ['set agent-42 churn 22.5', 'outOfRange'],
    ['set agent-42 foo 12', 'notUnderstood'],
    ['set agent-42 to premium', 'outOfScope'],
    ['make agent-42 a veteran', 'outOfScope'],
    ['set all rookies churn to 0', 'destructive'],
    ['remove agent-12', 'destructive'],
    ['drop agent 5', 'destructive'],
    ['can you delete rookies', 'destructive'],
    ['reset everything', 'destructive'],
    ['newest agents', 'incomplete'],
    ['churn in march', 'outOfScope'],
    ['monthly revenue', 'outOfScope'],
    ['nps over the last 400 days', 'outOfRange'],
    ['nps vs 2 years ago', 'outOfRange'],
    ['churn of the last 0 days', 'outOfRange'],
    ['top 10 churn last week', 'outOfScope'],
    ['agent-42 over the last 30 days', 'outOfScope'],
    ['agents whose nps dropped since last month', 'outOfScope'],
    ['what will churn be next month', 'outOfScope'],
    ['predict churn', 'outOfScope'],
    ['low revenue agents', 'incomplete'],
    ['high growth teams', 'incomplete'],
    ['fast responders', 'incomplete'],
    ['spend above 5k', 'ambiguous'],
    ['top 10', 'incomplete'],
    ['worst', 'incomplete'],
    ['highest', 'incomplete'],
    ['bottom 10 agents', 'incomplete'],
    ['rank', 'incomplete'],
    ['top 5 veterans', 'incomplete'],
    ['p95 churn', 'outOfScope'],
    ['correlation between nps and churn', 'outOfScope'],
    ['churn and nps by market and experience', 'ambiguous'],
    ['median and p90 of response time', 'ambiguous'],
    ['nps by experience and by market', 'ambiguous'],
    ['count agents by experience level and market', 'ambiguous'],
    ['which features do rookies use', 'outOfScope'],
    ['nps of agents without crm', 'outOfScope'],
    ['most support tickets in the last week', 'outOfScope'],
    ['revenue atrisk', 'notUnderstood'],
    ['nps by', 'incomplete'],
    ['compare', 'incomplete'],
    ['compare rookie', 'incomplete'],
    ['compare nps', 'incomplete'],
    ['vs', 'incomplete'],
    ['rookie vs', 'incomplete'],
    ['vs veteran', 'incomplete'],
    ['top', 'incomplete'],
    ['top nps churn', 'ambiguous'],
    ['top 10 top 5 nps', 'notUnderstood'],
    ['set', 'notUnderstood'],
    ['set agent-42', 'incomplete'],
    ['set agent-42 72', 'incomplete'],
    ['update nps', 'incomplete'],
    ['42', 'notUnderstood'],
    ['john', 'notUnderstood'],
    ['John', 'notUnderstood'],
    ['quit', 'notUnderstood'],
    ['asdf', 'notUnderstood'],
    ['lorem ipsum dolor sit amet', 'outOfScope'],
    ['are you a bot', 'outOfScope'],
    ['book a meeting', 'outOfScope'],
    ['show bottom ten percent nps', 'notUnderstood'],
    ['top quartile revenue', 'outOfScope'],
    ['churn over 80 or nps under 20', 'ambiguous'],
    ['nps with and without crm sync', 'outOfScope'],
    ['bump agent-15 nps up by 5', 'incomplete'],
    ['set agent-15 and agent-16 nps to 70', 'ambiguous'],
    ['set agent-15 engagement to high', 'outOfScope'],
    ['rename agent-15 to Bob', 'notUnderstood'],
    ['add new agent', 'notUnderstood'],
    ['create an agent called Bob', 'notUnderstood'],
  ])('asks back on "%s": %s', (text, reason) => {
    const intent = parse(text);

    expect(intent).toMatchObject({ kind: 'unclear', reason });
    expect(intentSchema.safeParse(intent).success).toBe(true);
  });

  it.each([
    ['churn wibble', summary(['churnRisk'], [])],
    ['inactive', count(where('lastActivityDate', 'olderThanDays', 7))],
    ['nps < 30 and nps > 70', count(where('npsScore', '<', 30))],
    ['delete agent-42', profile('agent-42')],
    ['top 5000 nps', ranking('highest', 1000, 'npsScore')],
    ['retantions luxury', summary(['retentionProbability'], [is('specialization', 'luxury')])],
    ['high revenue rookies', ranking('highest', 10, 'revenue')],
    ['churn over 80 or nps under 20', count(where('churnRisk', '>', 80))],
  ])('offers the nearest reading of "%s" first', (text, nearest) => {
    const intent = parse(text);

    expect(intent.kind === 'unclear' ? intent.suggestions[0] : intent).toEqual(nearest);
  });

  it('says the range when a value is beyond it', () => {
    expect(parse('churn above 150')).toMatchObject({ reason: 'outOfRange', detail: 'Churn risk runs from 0 to 100.' });
    expect(parse('set agent-4 nps 7.5')).toMatchObject({ reason: 'outOfRange', detail: 'NPS is a whole number.' });
  });

  it.each([
    [
      'churn since the launch of the app',
      /^I do not know which day is meant by "since the launch of the app": say a date, /,
    ],
    ['churn tomorrow', /^The future is not known/],
    ['why churn rookie vs last week', /^What is behind a figure can be asked of one figure as it stands now/],
    ['weather', /^Nothing is kept here that would tell of "weather"\.$/],
    ['did our numbers drop', /^Of which figure\?$/],
  ])('says in a sentence what stands in the way of "%s"', (text, detail) => {
    expect(parse(text)).toMatchObject({ kind: 'unclear', detail: expect.stringMatching(detail) });
  });

  it('says the word that was not understood', () => {
    expect(parse('churn of wibble agents')).toMatchObject({ reason: 'notUnderstood', detail: 'wibble' });
  });
});
