/** Where a link may lead. */
const allowedProtocols = new Set(['http:', 'https:', 'mailto:']);

/** Whether an address may become a link. */
export function isSafeUrl(url: string): boolean {
  try {
    return allowedProtocols.has(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** The text with every link of mrkdwn that may not be one turned into its label. */
export function withoutUnsafeLinks(text: string): string {
  return text.replace(/<([^@#!<>|][^<>|]*)(?:\|([^<>]*))?>/g, (whole, url: string, label?: string) =>
    isSafeUrl(url) ? whole : (label ?? url.replace(':', ': ')),
  );
}

/** Markdown spells its links differently. */
function withoutUnsafeMarkdown(text: string): string {
  return text.replace(/\]\(\s*<?([^)\s>]*)[^)]*\)/g, (whole, url: string) => (isSafeUrl(url) ? whole : ']'));
}

const addressFields = new Set(['url', 'image_url', 'title_url', 'video_url', 'thumbnail_url', 'provider_icon_url']);

function clean(value: unknown, key: string, isMarkdown: boolean): unknown {
  if (typeof value === 'string') {
    if (addressFields.has(key)) return isSafeUrl(value) ? value : 'about:blank';
    return isMarkdown && key === 'text' ? withoutUnsafeMarkdown(value) : withoutUnsafeLinks(value);
  }
  if (Array.isArray(value)) return value.map((one) => clean(one, key, isMarkdown));
  if (value === null || typeof value !== 'object') return value;
  const markdown = 'type' in value && value.type === 'markdown';
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, clean(one, name, markdown)]));
}

/**
 * Blocks without any link that could run a script.
 *
 * The renderer lets `javascript:` through, so nothing of that kind may reach it.
 */
export function safeBlocks<Blocks>(blocks: Blocks): Blocks {
  return clean(blocks, '', false) as Blocks;
}
