import { AppError } from '../src/errors/app-error.ts';
import { asOfDay, type Generation } from '../src/generator/generation.ts';
import { readKeptGeneration } from '../src/provision/kept-generation.ts';
import { formatPreview } from './generate/format-preview.ts';
import { formatReport } from './generate/format-report.ts';
import { type GeneratedDataset, generatedDatasets } from './generate/generated-dataset.ts';
import { type GenerateArguments, readArguments } from './generate/read-arguments.ts';
import { type GenerateSettings, readSettings } from './generate/read-settings.ts';
import { upload } from './generate/upload.ts';
import { usage } from './generate/usage.ts';
import { writeLines } from './generate/write-lines.ts';

const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  try {
    const options = readArguments(words);
    if (options.help) console.log(usage);
    else await run(options, readSettings(options, process.env));
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(error.message);
    return error.code === 'input.invalid' || error.code === 'config.invalid' ? exitCodes.misused : exitCodes.failed;
  }
}

async function run(options: GenerateArguments, settings: GenerateSettings): Promise<void> {
  const generation = await generationOf(options, settings);
  const { out, preview, report } = options;
  const generated: GeneratedDataset = generatedDatasets[options.dataset];
  if (out === undefined && preview === undefined && !report) {
    return uploadUntilStopped(generation, generated, settings, options.replace);
  }

  if (out !== undefined) await writeLines(generated.items(generation), out);
  // What is asked for beside the lines must not end up among them.
  const show = out === '-' ? console.error : console.log;
  if (preview !== undefined) {
    const count = Math.min(preview, generation.count);
    show(formatPreview(generated, [...generated.items({ ...generation, count })]));
  }
  if (report) show(formatReport(generated.report(generation)));
}

/** The as-of date is that of the people in the table, so that the same command gives the same people tomorrow. */
async function generationOf(
  options: GenerateArguments,
  { storage, tableName, count }: GenerateSettings,
): Promise<Generation> {
  const kept = options.asOf ?? (await readKeptGeneration(storage.dataDirectory, tableName))?.asOf;
  return { count: options.count ?? count, seed: options.seed, asOf: kept ?? asOfDay(new Date()) };
}

async function uploadUntilStopped(
  generation: Generation,
  { dataset }: GeneratedDataset,
  settings: GenerateSettings,
  replace: boolean,
): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  await upload(generation, {
    dataset,
    settings,
    replace,
    searchPath: process.env['PATH'],
    output: process.stdout,
    signal: stop.signal,
  });
}
