import type { Answers } from '../answers/create-answers.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import type { Parser } from '../intents/parser.ts';
import type { Log } from '../log.ts';
import type { TokenPrice } from '../models/cost-of.ts';
import type { UpdateRequest, UpdateResult } from '../state/apply-update.ts';
import type { AuditLog } from '../state/audit-log.ts';
import type { Conversations } from '../state/conversations/conversations.ts';
import type { ThreadMemory } from '../state/threads.ts';
import type { Alerting } from './alerts/alerting.ts';
import type { Background } from './background.ts';
import type { InFlight } from './in-flight.ts';
import type { Turns } from './in-turn.ts';
import type { FilePort } from './posting/file-port.ts';
import type { SlackPort } from './posting/slack-port.ts';
import type { AnsweredCheck } from './receiver/inbox-answered.ts';
import type { Rights } from './rights.ts';
import type { ThreadTopic } from './thread-topic.ts';

/** What the listeners work with: built once, in the composition. */
export interface Services {
  readonly datasets: readonly Dataset[];
  readonly parser: Parser;
  readonly answers: Answers;
  /** Changes metrics of one item, with an entry in the audit log. */
  readonly applyUpdate: (dataset: string, request: UpdateRequest) => Promise<UpdateResult>;
  /** What each thread was last about. */
  readonly threads: ThreadMemory<ThreadTopic>;
  readonly conversations: Pick<Conversations, 'nextId' | 'record' | 'giveFeedback'>;
  readonly port: SlackPort;
  readonly files: FilePort;
  /** Records that somebody takes rows away in a file. */
  readonly noteExport: AuditLog['note'];
  /** Whether a message that someone wrote was answered, as far as Slack can tell. */
  readonly isAnswered: AnsweredCheck;
  readonly rights: Rights;
  readonly inFlight: InFlight;
  readonly background: Background;
  /** The order of questions in a thread, as far as this instance sees them. */
  readonly turns: Turns;
  readonly log: Log;
  /** Where the figures come from, in words for people: `DynamoDB (embedded)`. */
  readonly source: string;
  /** The version of the app. */
  readonly version: string;
  /** Alerts, watches and digests; absent where the app has no table to keep them in. */
  readonly alerting?: Alerting;
  /** What the model's tokens cost; without it no cost is recorded. */
  readonly price?: TokenPrice;
}
