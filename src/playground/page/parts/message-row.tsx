import { memo } from 'react';
import { emoji } from '../blocks/emoji.ts';
import type { Message, Person } from '../data/workspace-data.ts';
import { Avatar } from './avatar.tsx';
import { FileCard } from './file-card.tsx';
import { fullTimeOf, timeOf } from './format.ts';
import { MessageBody } from './message-body.tsx';

interface Props {
  readonly message: Message;
  readonly author: Person | undefined;
  /** Whether the same person said something just before, so that the name need not be repeated. */
  readonly follows: boolean;
  readonly replies: number;
  /** Opens the thread; left out within one. */
  readonly onThread?: ((ts: string) => void) | undefined;
}

function Byline({ message, author }: Pick<Props, 'message' | 'author'>) {
  return (
    <div className="byline">
      <strong>{author?.realName ?? 'Slackbot'}</strong>
      {author?.isBot && <span className="badge">APP</span>}
      <time dateTime={new Date(Number(message.ts) * 1000).toISOString()} title={fullTimeOf(message.ts)}>
        {timeOf(message.ts)}
      </time>
    </div>
  );
}

/** One message with who said it and when. */
export const MessageRow = memo(function MessageRow({ message, author, follows, replies, onThread }: Props) {
  const repeats = follows && !message.isEphemeral;
  return (
    <article
      className={`message${message.isEphemeral ? ' ephemeral' : ''}${repeats ? ' follows' : ''}`}
      data-ts={message.ts}
      aria-label={`${author?.realName ?? 'Slackbot'} at ${timeOf(message.ts)}`}
    >
      <div className="gutter">{!repeats && <Avatar person={author} />}</div>
      <div className="content">
        {message.isEphemeral && (
          <div className="only-you">
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M1 8s2.6-4.5 7-4.5S15 8 15 8s-2.6 4.5-7 4.5S1 8 1 8Z" />
              <circle cx="8" cy="8" r="2" />
            </svg>
            Only visible to you
          </div>
        )}
        {!repeats && <Byline message={message} author={author} />}
        {(message.text !== '' || message.blocks.length > 0 || message.files.length === 0) && (
          <MessageBody message={message} />
        )}
        {message.files.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
        {message.edited && <span className="edited">(edited)</span>}
        {message.reactions.length > 0 && (
          <div className="reactions">
            {message.reactions.map(({ name, users }) => (
              <span key={name} className="reaction" title={`:${name}:`}>
                {emoji[name] ?? `:${name}:`} {users.length}
              </span>
            ))}
          </div>
        )}
        {replies > 0 && onThread && (
          <button type="button" className="thread-link" onClick={() => onThread(message.ts)}>
            {replies === 1 ? '1 reply' : `${replies} replies`}
          </button>
        )}
      </div>
      {onThread && !message.isEphemeral && (
        <div className="message-tools">
          <button
            type="button"
            aria-label="Reply in a thread"
            title="Reply in a thread"
            onClick={() => onThread(message.ts)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M2.5 3h11v7.5h-6L4 13.5v-3H2.5Z" />
            </svg>
          </button>
        </div>
      )}
    </article>
  );
});
