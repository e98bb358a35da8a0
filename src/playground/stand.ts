import type { Faults } from './faults.ts';
import type { AppLine } from './outgoing/app-line.ts';
import type { EventSender } from './outgoing/event-sender.ts';
import type { Changes } from './workspace/change.ts';
import type { Clock } from './workspace/clock.ts';
import type { Files } from './workspace/files.ts';
import type { ResponseUrls } from './workspace/response-urls.ts';
import type { Threads } from './workspace/threads.ts';
import type { Triggers } from './workspace/triggers.ts';
import type { Views } from './workspace/views.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What Slack refused the app, or let pass although it is a mistake. */
export interface Warning {
  readonly method: string;
  readonly text: string;
}

/** A command that the app has registered. */
export interface SlashCommand {
  readonly name: string;
  readonly hint: string;
  readonly description: string;
  /** Whether channels and people in what is typed come to the app as ids: the manifest's `should_escape`. */
  readonly escapes?: boolean;
}

/** One running workspace: what its parts need of each other. */
export interface Stand {
  readonly workspace: Workspace;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly threads: Threads;
  readonly files: Files;
  readonly changes: Changes;
  readonly faults: Faults;
  readonly line: AppLine;
  readonly events: EventSender;
  readonly clock: Clock;
  readonly commands: readonly SlashCommand[];
  /** What the page offers a newcomer to try. */
  readonly examples: readonly string[];
  readonly botToken: string;
  readonly appToken: string | undefined;
  readonly verificationToken: string;
  /** The address of this server, without a slash at its end. */
  origin(): string;
  warn(warning: Warning): void;
  /** Opens a Socket Mode address, where the workspace has a socket. */
  openSocket: (() => string) | undefined;
}
