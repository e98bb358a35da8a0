import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/state/conversations/redact.ts';

describe('redact', () => {
  it.each([
    ['dana.whitfield@example.com', '[email]'],
    ['mail to <dana+x@sub.example.co.uk>, now', 'mail to <[email]>, now'],
    ['<mailto:dana@example.com|dana@example.com> churn', '[email] churn'],
    ['josé.müller@exämple.de?', '[email]?'],
    ["o'neil@example.com.", '[email].'],
    ['dana@intranet', '[email]'],
    ['DANA@EXAMPLE.COM,erin@example.org', '[email],[email]'],
  ])('hides e-mail addresses: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it.each([
    ['+1 (206) 555-0142'],
    ['(206) 555-0142'],
    ['206-555-0142'],
    ['206.555.0142'],
    ['206 555 0142'],
    ['555-0142'],
    ['555.0142'],
    ['+12065550142'],
    ['+44 20 7946 0958'],
    ['+49 (0)30 123456'],
    ['06 12 34 56 78'],
    ['206\u2011555\u20110142'],
    ['206\u00a0555\u00a00142'],
    ['+1-206-555-0142 x1234'],
    ['<tel:+12065550142|206-555-0142>'],
  ])('hides phone numbers: %s', (phone) => {
    expect(redact(phone)).toBe('[phone]');
    expect(redact(`call ${phone}, about nps`)).toBe('call [phone], about nps');
  });

  it.each([
    ['2065550142', '[number]'],
    ['4111111111111111', '[number]'],
    ['4111 1111 1111 1111', '[number]'],
    ['account 123456789?', 'account [number]?'],
    ['ssn 123-45-6789', 'ssn [phone]'],
    ['tel2065550142', 'tel[number]'],
    ['tel-206-555-0142', 'tel-[phone]'],
    ['agent-42 206-555-0142', 'agent-42 [phone]'],
    ['192.168.100.101', '[phone]'],
  ])('hides other long digits: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it.each([
    ['<@U024BE7LH> churn', '[user] churn'],
    ['<@U024BE7LH|dana.whitfield> churn', '[user] churn'],
    ['ask @dana.whitfield about it', 'ask [user] about it'],
    ['in <#C024BE91L|general>', 'in [channel]'],
    ['<!subteam^S012AB3CD|@agents-team> look', '[group] look'],
    ['<https://crm.example.com/agents/42?name=Dana|Dana>', '[link]'],
    ['see https://crm.example.com/agents/dana.', 'see [link].'],
    ['www.example.com/dana and crm.example.com/dana', '[link] and [link]'],
  ])('hides mentions and links: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it.each([
    'average churn of rookies since 2026-01-01',
    'joined between 2025-01-01 and 2026-01-01, top 100 since 2026-01-01',
    'since 2026-01-01 100 agents',
    '2025-01-01 2026-01-01',
    'since 01/02/2026, not 1.2.2026',
    'revenue > $1,250,000 and < 2500000.50',
    'revenue between 10000 and 25000000',
    'revenue 5000-8000 or 10000-20000',
    'revenue above 1 250 000 or 12.500.000',
    'growth of 0.123456789',
    'nps >= 50, churn < 12.5%, cost $4.6k',
    'top 10 of those in 2025-2026, 2024/2025',
    'compare agent-42 with agent-12345678',
    'who has churn < 50 and nps > 60?',
    'p90 of averageResponseTime by experience level',
    '',
  ])('leaves what makes the question: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    ['how is Dana Whitfield doing', [{ name: 'Dana Whitfield', id: 'agent-42' }], 'how is agent-42 doing'],
    ["dana  WHITFIELD's churn", [{ name: 'Dana Whitfield' }], "[name]'s churn"],
    ["Siobhan O\u2019Neil's nps", [{ name: "Siobhan O'Neil" }], "[name]'s nps"],
    ['Jose\u0301 Marti\u0301', [{ name: 'José Martí', id: 'agent-7' }], 'agent-7'],
    [
      'Ana and Ana Maria',
      [
        { name: 'Ana', id: 'a-1' },
        { name: 'Ana Maria', id: 'a-2' },
      ],
      'a-1 and a-2',
    ],
    ['J. (Jo) Smith-Jones+?', [{ name: 'J. (Jo) Smith-Jones+' }], '[name]?'],
    ['Will Price will pay the price', [{ name: 'Will Price' }], '[name] will pay the price'],
    ['Anastasia is not ana', [{ name: 'Ana' }], 'Anastasia is not [name]'],
    ['李小龙的流失率', [{ name: '李小龙' }], '[name]的流失率'],
    ['a user', [{ name: 'user' }], 'a [name]'],
    ['<@U1> is user', [{ name: 'user' }], '[user] is [name]'],
    ['x', [{ name: '' }, { name: ' ' }, { name: 'x' }], 'x'],
  ])('puts ids in place of the given names: %s', (text, names, redacted) => {
    expect(redact(text, { names })).toBe(redacted);
  });

  it('finds each kind wherever it stands', () => {
    const parts = [
      ['dana@example.com', '[email]'],
      ['206-555-0142', '[phone]'],
      ['4111111111111111', '[number]'],
      ['<@U024BE7LH>', '[user]'],
      ['https://example.com/x', '[link]'],
      ['Dana Whitfield', 'agent-42'],
      ['2026-01-01', '2026-01-01'],
      ['churn', 'churn'],
    ] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), (chosen) => {
        const text = chosen.map(([part]) => part).join(', ');
        const names = [{ name: 'Dana Whitfield', id: 'agent-42' }];

        expect(redact(text, { names })).toBe(chosen.map(([, redacted]) => redacted).join(', '));
      }),
    );
  });

  it('changes nothing more the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const once = redact(text);

        expect(redact(once)).toBe(once);
      }),
    );
  });

  it.each([
    ['letters', 'a'],
    ['digits', '1 '],
    ['dots', 'a.'],
    ['brackets', '<'],
    ['ats', '@a'],
    ['ids', 'a-1'],
    ['plus signs', '+('],
  ])(
    'comes to an end with a very long text of %s',
    (_, unit) => {
      const text = unit.repeat(200_000);

      expect(redact(text, { names: [{ name: 'aa aa' }] }).length).toBeGreaterThan(0);
    },
    2_000,
  );
});
