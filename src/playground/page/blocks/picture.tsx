import { isSafeUrl } from '../data/safe-blocks.ts';
import type { Block } from '../data/workspace-data.ts';

/** A picture from elsewhere: named and linked, not loaded, since this page asks nobody else for anything. */
export function Picture({ image }: { readonly image: Block }) {
  const url = image['image_url'] as string | undefined;
  const alt = image['alt_text'] as string;
  return (
    <span className="picture" title="Pictures are not loaded here">
      {url && isSafeUrl(url) ? <a href={url}>{alt}</a> : alt}
    </span>
  );
}
