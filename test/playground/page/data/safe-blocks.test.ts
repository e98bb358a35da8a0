import { describe, expect, it } from 'vitest';
import { isSafeUrl, safeBlocks, withoutUnsafeLinks } from '../../../../src/playground/page/data/safe-blocks.ts';

describe('safeBlocks', () => {
  it.each([
    ['https://example.com', true],
    ['http://example.com', true],
    ['mailto:a@example.com', true],
    ['javascript:alert(1)', false],
    ['JaVaScRiPt:alert(1)', false],
    [' javascript:alert(1)', false],
    ['java\nscript:alert(1)', false],
    ['data:text/html,x', false],
    ['vbscript:x', false],
    ['/relative', false],
  ])('tells whether %j may be a link', (url, expected) => {
    expect(isSafeUrl(url)).toBe(expected);
  });

  it.each([
    ['<javascript:alert(1)|click>', 'click'],
    ['<https://example.com|click>', '<https://example.com|click>'],
    ['<@U1> in <#C1|general> at <!date^1^{date}|noon>', '<@U1> in <#C1|general> at <!date^1^{date}|noon>'],
    ['a &lt;b&gt; c', 'a &lt;b&gt; c'],
  ])('turns unsafe links of %j into their labels', (text, expected) => {
    expect(withoutUnsafeLinks(text)).toBe(expected);
  });

  it('disarms links wherever they are', () => {
    const blocks = [
      { type: 'rich_text', elements: [{ type: 'link', url: 'javascript:1' }] },
      { type: 'markdown', text: 'see [this](javascript:alert(1)) and [that](https://example.com)' },
      { type: 'actions', elements: [{ type: 'button', value: 'as it is', url: 'data:x' }] },
    ];

    const safe = JSON.stringify(safeBlocks(blocks));

    expect(safe).not.toMatch(/javascript:|data:/);
    expect(safe).toContain('https://example.com');
    expect(safe).toContain('as it is');
  });
});
