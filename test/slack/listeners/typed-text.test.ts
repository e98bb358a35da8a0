import { describe, expect, it } from 'vitest';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import { typedText } from '../../../src/slack/listeners/typed-text.ts';

describe('what someone typed', () => {
  it.each([
    ['watch churn in <#C08CSALERTS|cs-alerts>', 'watch churn in <#C08CSALERTS>'],
    ['watch churn in <#C08CSALERTS>', 'watch churn in <#C08CSALERTS>'],
    ['about <http://example.com|example.com>', 'about example.com'],
    ['mail <mailto:a@b.example|a@b.example>', 'mail a@b.example'],
    ['nps &lt; 3 &amp; churn &gt; 80', 'nps < 3 & churn > 80'],
    ['&lt;#C08CSALERTS|x&gt;', '<#C08CSALERTS|x>'],
  ])('of %s is %s', (sent, typed) => {
    expect(typedText(sent)).toBe(typed);
  });

  it('in a question about figures names a channel for nothing, and in a watch for where it tells', () => {
    const meant = (sent: string) => parseText(typedText(sent), { surface: 'message', today: '2026-01-05' });

    expect(meant('churn of rookies in <#C08CSALERTS|cs-alerts>')).toEqual(meant('churn of rookies'));
    expect(meant('watch churn in <#C08CSALERTS|cs-alerts>')).toMatchObject({ arguments: { channel: 'C08CSALERTS' } });
  });
});
