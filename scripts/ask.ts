import { parseArgs } from 'node:util';
import { storedDatasets } from '../src/catalog/catalog.ts';
import type { Dataset } from '../src/catalog/define-dataset.ts';
import { readConfig, secretsOf } from '../src/config.ts';
import { AppError } from '../src/errors/app-error.ts';
import type { Intent } from '../src/intents/intent.ts';
import type { Question } from '../src/intents/parser.ts';
import { createLog } from '../src/log.ts';
import { openModel } from '../src/open-model.ts';
import { openParser } from '../src/open-parser.ts';
import { openRecords } from '../src/open-records.ts';
import { buildMessage } from '../src/slack/blocks/build-message.ts';
import { buildText } from '../src/slack/blocks/build-text.ts';
import { fallbackWords } from '../src/slack/blocks/fallback-words.ts';

const usage = `Ask as you would in Slack, on the terminal, from the same data.

  npm run --silent ask -- "/agents churn rookie"
  npm run --silent ask -- "which luxury agents may leave?"
  npm run --silent ask -- --json "/agents revenue by specialization"

  --json   prints {intent, answer, blocks} instead of text
`;

const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

// Warnings of packages are no part of an answer.
process.removeAllListeners('warning');
process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  try {
    const { help, json, text } = readArguments(words);
    if (help) console.log(usage);
    else await ask(text, json);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(error.message);
    return error.code === 'input.invalid' ? exitCodes.misused : exitCodes.failed;
  }
}

async function ask(text: string, json: boolean): Promise<void> {
  const question = questionIn(text);
  // The read model is the running app’s; what is asked here is answered from the record.
  const config = readConfig({ READ_MODEL: 'off' }, withoutSlack(process.env));
  const log = createLog({ level: 'silent', secrets: secretsOf(config) });
  const records = await openRecords(config, log);
  const { answers } = records;
  const model = await openModel(config, records, log);
  const parser = await openParser(model, log);
  try {
    const { intent, fallback } = await parser.understand(question);
    requireAnswerable(intent);
    const answer = await answers.answer(intent);
    if (json) {
      console.log(JSON.stringify({ intent, answer, blocks: buildMessage(answer, 'asker').blocks }, null, 2));
      return;
    }
    console.log(buildText(answer, 'asker', fallback === undefined ? undefined : fallbackWords(fallback)));
    if (answer.proposal !== undefined) console.log('\nNothing was changed: values are changed in Slack, by an editor.');
  } finally {
    model?.close();
    await records.close();
  }
}

/** What is set up for a channel needs one. */
function requireAnswerable(intent: Intent): void {
  if (intent.kind !== 'operation') return;
  const { name } = intent;
  if (name === 'watch' || name === 'watches') {
    throw new AppError('input.invalid', 'Watches are made in Slack: type this in a channel.');
  }
  if (name === 'digest' && intent.arguments.plan !== undefined) {
    throw new AppError('input.invalid', 'Digests are planned in Slack: type this in a channel.');
  }
}

/** A text that begins with a slash is a command; any other is a question in plain words. */
function questionIn(text: string): Question {
  const today = new Date().toISOString().slice(0, 10);
  if (!text.startsWith('/')) return { text, surface: 'message', today };
  const [typed = '', ...rest] = text.split(/\s+/);
  const commands = storedDatasets.map(({ command }: Dataset) => command);
  const command = commands.find((known) => known === typed.toLowerCase());
  if (command === undefined) {
    throw new AppError('input.invalid', `There is no command ${typed}; there is ${commands.join(', ')}.`);
  }
  return { text: rest.join(' '), surface: 'slash', command, today };
}

function readArguments(words: readonly string[]): { help: boolean; json: boolean; text: string } {
  const { values, positionals } = parse(words);
  const [text = '', ...more] = positionals.map((word) => word.trim());
  const help = values.help ?? false;
  if (!help && (text === '' || more.length > 0)) {
    throw new AppError(
      'input.invalid',
      'Give one question in quotes, for example: npm run --silent ask -- "/agents churn rookie"',
    );
  }
  return { help, json: values.json ?? false, text };
}

function parse(words: readonly string[]) {
  const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'The arguments cannot be read.';
    throw new AppError('input.invalid', message, { cause });
  }
}

/** Slack is not needed here, so that half of its settings must not stand in the way. */
function withoutSlack(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => !key.startsWith('SLACK_')));
}
