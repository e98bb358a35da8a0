import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Message<Told, Result> = { readonly told: Told } | { readonly result: Result } | { readonly failure: string };

/** As `npm start` has the app's memory kept. */
const nodeOptions = ['--max-semi-space-size=4'];

/**
 * Runs a program of its own to its end; what it holds and does counts for nobody else.
 *
 * @param program a module that calls `serveParent`
 */
export function runChild<Task, Told, Result>(
  program: URL,
  task: Task,
  onTold: (told: Told) => void = () => undefined,
): Promise<Result> {
  const child = fork(fileURLToPath(program), [JSON.stringify(task)], {
    execArgv: [...process.execArgv, ...nodeOptions],
  });
  return new Promise<Result>((resolve, reject) => {
    child.on('message', (message: Message<Told, Result>) => {
      if ('told' in message) onTold(message.told);
      else if ('result' in message) resolve(message.result);
      else reject(new Error(message.failure));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${program.pathname} ended with ${code}`)));
  });
}

/** The other side of `runChild`: does the task that the command line holds, and ends. */
export async function serveParent<Task, Told, Result>(
  work: (task: Task, tell: (told: Told) => void) => Promise<Result>,
): Promise<void> {
  const send = (message: Message<Told, Result>): Promise<void> =>
    new Promise((resolve) => {
      if (process.send === undefined) resolve();
      else process.send(message, () => resolve());
    });
  // Whoever started it is gone: nobody waits for the rest.
  process.once('disconnect', () => process.exit(1));
  try {
    const result = await work(JSON.parse(process.argv[2] ?? 'null') as Task, (told) => void send({ told }));
    await send({ result });
  } catch (error) {
    await send({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  process.exit(0);
}
