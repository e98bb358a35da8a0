import { randomBytes } from 'node:crypto';
import { freePort, type Started, sendMention, sendSlashCommand, startAndWait } from './app-process.ts';
import { startCommand } from './bench-clone.ts';
import { startSlackSink } from './slack-sink.ts';

/** How one question went, in milliseconds from when it was sent. */
export interface Asked {
  readonly ackMs: number;
  readonly answerMs: number;
  /** What was posted, as JSON. */
  readonly answer: string;
}

/** The compiled app in a process of its own, against a Slack that does nothing but take its answers. */
export interface BenchApp {
  readonly process: Started['child'];
  readonly origin: string;
  /** A signed `/agents …`, to the answer at its `response_url`. */
  ask(text: string): Promise<Asked>;
  /** A signed mention, to the posted answer; in milliseconds. */
  mention(text: string): Promise<number>;
  stop(): Promise<void>;
}

/** @param environment what is set besides Slack's own settings */
export async function openBenchApp(
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<BenchApp> {
  const sink = await startSlackSink();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const signingSecret = randomBytes(16).toString('hex');
  const app = await startAndWait(startCommand(), {
    cwd: directory,
    env: {
      PORT: String(port),
      LOG_LEVEL: 'silent',
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: sink.apiUrl,
      ...environment,
    },
    url: `${origin}/healthz`,
  }).catch(async (error: unknown) => {
    await sink.close();
    throw error;
  });
  const slack = { url: `${origin}/slack/events`, signingSecret };
  return {
    process: app.child,
    origin,
    async ask(text) {
      const { responseUrl, arrived } = sink.expectAnswer();
      const began = performance.now();
      const ackMs = await sendSlashCommand({ ...slack, text, responseUrl });
      const { at, body } = await arrived;
      return { ackMs, answerMs: at - began, answer: body };
    },
    async mention(text) {
      const posted = sink.nextPost();
      const began = performance.now();
      await sendMention({ ...slack, text });
      return (await posted).at - began;
    },
    async stop() {
      await app.stop();
      await sink.close();
    },
  };
}
