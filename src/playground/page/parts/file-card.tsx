import { useSurroundings } from '../data/workspace-context.ts';
import type { SharedFile } from '../data/workspace-data.ts';
import { sizeOf } from './format.ts';

function Preview({ rows }: { readonly rows: SharedFile['preview'] }) {
  const [titles = [], ...others] = rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label="First rows">
      <table>
        <thead>
          <tr>
            {titles.map((title, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
              <th key={column}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {others.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows and columns have no identity but their place
            <tr key={index}>
              {row.map((field, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows and columns have no identity but their place
                <td key={column}>{field}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A file in a message: its name, how large it is, how it begins, and where to get it. */
export function FileCard({ file }: { readonly file: SharedFile }) {
  const { api } = useSurroundings();
  return (
    <figure className="file-card" aria-label={file.title}>
      <figcaption>
        <span>
          <strong>{file.title}</strong>
          <small>{sizeOf(file.size)}</small>
        </span>
        {file.isKept ? (
          <a href={api.fileUrl(file.id)} download={file.name}>
            Download
          </a>
        ) : (
          <small>Forgotten since the workspace was started again</small>
        )}
      </figcaption>
      {file.preview.length > 0 && <Preview rows={file.preview} />}
    </figure>
  );
}
