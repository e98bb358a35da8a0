import { readFileSync } from 'node:fs';
import { type Config, readConfig, secretsOf } from './config.ts';
import { AppError } from './errors/app-error.ts';
import { startupFailure } from './startup-failure.ts';

/** Longer than any answer may take, and short enough to be gone within ten seconds of being asked to go. */
const drainMs = 7000;
const lastResortMs = 9500;

async function main(): Promise<void> {
  const config = readConfigOrExit();
  // Everything heavy is loaded only now, so that a wrong setting is told at once.
  const [{ createLog }, { startVitals }] = await Promise.all([import('./log.ts'), import('./composition.ts')]);
  const log = createLog({ level: config.logLevel, secrets: secretsOf(config) });
  const fail = (error: unknown, what: string): never => {
    log.fatal({ err: error }, what);
    process.exit(1);
  };
  // Node would write them between the lines for the person who started this.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn({ err: warning }, 'a warning of Node or a package'));
  process.on('uncaughtException', (error) => fail(error, 'an error was caught by nobody'));
  process.on('unhandledRejection', (error) => fail(error, 'a rejection was handled by nobody'));

  const running = await startVitals(config, { log, version: packageVersion() }).catch((error: unknown) => {
    log.fatal({ err: error }, 'could not start');
    say(startupFailure(error, config.storage));
    return process.exit(1);
  });
  void running.storeEnded.then((exit) => fail(exit, 'the embedded database ended on its own'));
  say(running.greeting);

  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, 'stopping: answering what runs, taking nothing new');
    setTimeout(() => fail(new Error('the shutdown took too long'), 'stopped by force'), lastResortMs).unref();
    running.stop(drainMs).then(
      () => process.exit(0),
      (error: unknown) => fail(error, 'could not stop in order'),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

/** For the person at the terminal; the log on standard output stays one JSON object a line. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

await main();
