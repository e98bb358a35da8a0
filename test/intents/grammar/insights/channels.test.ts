import { describe, expect, it } from 'vitest';
import { takeChannels, withChannelIds } from '../../../../src/intents/grammar/insights/channels.ts';

describe('takeChannels', () => {
  it.each<[string, string, string[]]>([
    ['churn in #cs-alerts', 'churn', ['cs-alerts']],
    ['churn to the channel #Ops_2 please', 'churn please', ['ops_2']],
    ['churn in <#C08CSALERTS|cs-alerts>', 'churn', ['C08CSALERTS']],
    ['churn in <#C08CSALERTS>', 'churn', ['C08CSALERTS']],
    ['churn in <#G012ABCDEF|> now', 'churn now', ['G012ABCDEF']],
    ['#a and #b and #a', 'and and', ['a', 'b']],
    ['in #2026-goals', '', ['2026-goals']],
    ['#42', '#42', []],
    ['in urban', 'in urban', []],
    ['a#b', 'a#b', []],
  ])('takes out of "%s" what names a channel', (text, rest, channels) => {
    expect(takeChannels(withChannelIds(text))).toEqual({ text: rest, channels });
  });
});
