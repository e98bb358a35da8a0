import type { Answers } from '../answers/create-answers.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import type { Intent } from '../intents/intent.ts';
import type { Log } from '../log.ts';
import type { UpdateRequest, UpdateResult } from '../state/apply-update.ts';
import type { InFlight } from './in-flight.ts';
import type { SlackPort } from './posting/slack-port.ts';
import type { Rights } from './rights.ts';

export interface ParseOptions {
  readonly surface: 'slash' | 'message';
  /** The slash command that was typed, with its slash. */
  readonly command?: string;
}

/** What the listeners work with: built once, in the composition. */
export interface Services {
  readonly datasets: readonly Dataset[];
  /** What a text means. Never throws: what is not understood is an `unclear` intent. */
  readonly parse: (text: string, options: ParseOptions) => Intent;
  readonly answers: Answers;
  /** Changes metrics of one item, with an entry in the audit log. */
  readonly applyUpdate: (dataset: string, request: UpdateRequest) => Promise<UpdateResult>;
  readonly port: SlackPort;
  readonly rights: Rights;
  readonly inFlight: InFlight;
  readonly log: Log;
  /** Where the figures come from, in words for people: `DynamoDB (embedded)`. */
  readonly source: string;
}
