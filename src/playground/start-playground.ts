import { fileURLToPath } from 'node:url';
import { type Actor, createActor } from './actor.ts';
import { defaultCommands, defaultExamples } from './default-commands.ts';
import { createFaults, type Faults } from './faults.ts';
import { startServer } from './http/server.ts';
import { keepWorkspace } from './keeping/keep-workspace.ts';
import { readKept } from './keeping/kept-file.ts';
import { createAppLine } from './outgoing/app-line.ts';
import { createEventSender } from './outgoing/event-sender.ts';
import type { SlashCommand, Stand, Warning } from './stand.ts';
import { type Change, createChanges } from './workspace/change.ts';
import { conversationIds } from './workspace/conversations.ts';
import { createFiles } from './workspace/files.ts';
import { createResponseUrls } from './workspace/response-urls.ts';
import { createThreads } from './workspace/threads.ts';
import { createTriggers } from './workspace/triggers.ts';
import { createViews } from './workspace/views.ts';
import { createWorkspace, type Workspace } from './workspace/workspace.ts';

export { people } from './workspace/people.ts';

/** The channel that alerts go to where nothing else is said. */
export const alertsChannel = conversationIds.csAlerts;

export interface PlaygroundOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly botToken: string;
  readonly signingSecret: string;
  /** For `apps.connections.open`. */
  readonly appToken?: string;
  /** The built page; `dist/playground` when left out. */
  readonly pageDirectory?: string;
  readonly commands?: readonly SlashCommand[];
  /** What the page offers a newcomer to try: the first three stand in the welcome. */
  readonly examples?: readonly string[];
  /** How long the app may take to acknowledge, in milliseconds; Slack's 3,000 when left out. */
  readonly ackTimeoutMs?: number;
  /** Waits before each retry of an event, in milliseconds; Slack's "at once, 1 min, 5 min" when left out. */
  readonly retryDelaysMs?: readonly number[];
  /** Names of more channels that the app is in. */
  readonly channels?: readonly string[];
  /** Milliseconds since 1970; the real time when left out. */
  readonly clock?: () => number;
  /** A file in which the workspace outlasts a restart; without one it is forgotten. At most a second of it is lost. */
  readonly keepIn?: string;
  /** Told what was refused, and what in the workspace itself failed. */
  readonly log?: (entry: { readonly level: 'warn' | 'error'; readonly text: string }) => void;
  /** Opens a Socket Mode address, where the workspace has a socket. */
  readonly openSocket?: () => string;
}

export interface Playground {
  /** Of the page, without a slash at its end. */
  readonly url: string;
  /** Of the Web API, with the slash that `slackApiUrl` wants. */
  readonly apiUrl: string;
  readonly faults: Faults;
  readonly workspace: Workspace;
  /** Tells the workspace where the app takes Slack's requests; undefined takes the app away. */
  connect(appRequestUrl: string | undefined): void;
  /** Acts for a person of the workspace. */
  as(userId: string): Actor;
  /** Calls the watcher at each change from now on; the result stops it. */
  watch(watcher: (change: Change) => void): () => void;
  /** What was refused or is a mistake, oldest first; at most the last 200. */
  warnings(): readonly Warning[];
  close(): Promise<void>;
}

/** Beside this file where it is compiled; where it runs from its source, the build's directory. */
const pageDirectoryFromHere = import.meta.url.endsWith('.ts') ? '../../dist/playground/' : './';
const defaultPageDirectory = fileURLToPath(new URL(pageDirectoryFromHere, import.meta.url));

const keptWarnings = 200;

/**
 * Starts a workspace for people without Slack: a strict stand-in for Slack's Web API, and a page.
 *
 * It reaches the app only as Slack would: signed requests to it, Web API calls from it.
 *
 * @throws {Error} in words, where the port is taken
 */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const clock = options.clock ?? Date.now;
  const warn = (text: string) => options.log?.({ level: 'warn', text });
  const kept = options.keepIn === undefined ? undefined : await readKept(options.keepIn, warn);
  const changes = createChanges();
  const warnings: Warning[] = [];
  const verificationToken = 'playground-verification';
  let origin = '';
  const line = createAppLine({
    signingSecret: options.signingSecret,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    clock,
  });
  const events = createEventSender({
    line,
    clock,
    retryDelaysMs: options.retryDelaysMs ?? [0, 60_000, 300_000],
    verificationToken,
  });
  const stand: Stand = {
    workspace: createWorkspace(changes, clock, { channels: options.channels, kept }),
    views: createViews(changes, kept?.homes),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls(clock),
    threads: createThreads(changes, kept?.threads),
    files: createFiles(),
    changes,
    faults: createFaults(),
    line,
    events,
    clock,
    commands: options.commands ?? defaultCommands,
    examples: options.examples ?? defaultExamples,
    botToken: options.botToken,
    appToken: options.appToken,
    verificationToken,
    origin: () => origin,
    openSocket: options.openSocket,
    warn(warning) {
      warnings.push(warning);
      if (warnings.length > keptWarnings) warnings.shift();
      changes.tell({ kind: 'warning', ...warning });
      warn(`${warning.method}: ${warning.text}`);
    },
  };
  const server = await startServer(stand, {
    port: options.port,
    pageDirectory: options.pageDirectory ?? defaultPageDirectory,
    onFailure: (error) =>
      options.log?.({ level: 'error', text: error instanceof Error ? String(error.stack) : String(error) }),
  });
  origin = `http://127.0.0.1:${server.port}`;
  const keeping = options.keepIn === undefined ? undefined : keepWorkspace(options.keepIn, stand, warn);

  return {
    url: origin,
    apiUrl: `${origin}/api/`,
    faults: stand.faults,
    workspace: stand.workspace,
    connect(appRequestUrl) {
      line.connect(appRequestUrl);
      changes.tell({ kind: 'connection' });
    },
    as: (userId) => createActor(userId, stand),
    watch: (watcher) => changes.watch(watcher),
    warnings: () => [...warnings],
    async close() {
      events.close();
      await server.close();
      await keeping?.close();
    },
  };
}
