import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Exchange, sendText } from './exchange.ts';

const files: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/icon.svg': { name: 'icon.svg', type: 'image/svg+xml' },
};

/** Nothing from elsewhere, nothing inline, no frames. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whether the path is one of the page's files. */
export function isPageFile(pathname: string): boolean {
  return pathname in files;
}

/** Serves one file of the built page, or says how to build it. */
export async function servePageFile({ response, url }: Exchange, directory: string): Promise<void> {
  const file = files[url.pathname];
  if (!file) return sendText(response, 404, 'There is nothing here.');
  try {
    const content = await readFile(path.join(directory, file.name));
    response.writeHead(200, {
      'content-type': file.type,
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    response.end(content);
  } catch {
    sendText(response, 503, 'The page is not built yet. Run: npx tsx scripts/build-page.ts');
  }
}
