import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { formatCount } from '../../src/catalog/derive/format.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { Generation } from '../../src/generator/generation.ts';
import { isEmpty } from '../../src/provision/is-empty.ts';
import { keepGeneration } from '../../src/provision/kept-generation.ts';
import { loadGeneration } from '../../src/provision/load-generation.ts';
import { provisionFigures } from '../../src/provision/provision-figures.ts';
import { provisionSamples } from '../../src/provision/provision-samples.ts';
import { createFigureHistory } from '../../src/state/figure-history.ts';
import { createSamples } from '../../src/state/samples.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { checkTable } from '../../src/storage/check-table.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { openStorage, type Storage } from '../../src/storage/open-storage.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { summarise } from '../../src/take-figures.ts';
import type { GenerateSettings } from './read-settings.ts';
import { createProgress, type ProgressOutput } from './show-progress.ts';

export interface UploadOptions {
  readonly dataset: Dataset;
  readonly settings: Omit<GenerateSettings, 'count'>;
  readonly searchPath: string | undefined;
  readonly output: ProgressOutput;
  readonly signal: AbortSignal;
  /** Whether members who are in AWS already may be replaced. */
  readonly replace: boolean;
}

/**
 * Writes generated members to their table, which is made if it is missing (in AWS it must be there).
 *
 * Ids decide what is replaced, so the same upload can be run again after a failure.
 *
 * @throws {AppError} `repository.*` that says how many were written, and how to go on
 */
export async function upload(generation: Generation, options: UploadOptions): Promise<void> {
  const { dataset, output, signal } = options;
  const { storage: settings, region, tableName } = options.settings;
  const storage = await openStorage({ ...settings, region, searchPath: options.searchPath });
  try {
    await prepareTable(storage, dataset, tableName);
    const repository = createRepository({ client: storage.client, dataset, tableName });
    await minding(repository, storage, options);
    output.write(`Writing ${formatCount(dataset, generation.count)} to ${tableName}, ${storage.description}.\n`);
    // The dates of what is in AWS are no business of the data on this machine.
    const keep = async (state: 'uploading' | 'complete'): Promise<void> => {
      if (settings.kind === 'embedded')
        await keepGeneration(settings.dataDirectory, tableName, { ...generation, state });
    };
    await keep('uploading');
    try {
      await keepPast(storage, settings.stateTable, { dataset, generation });
      await loadGeneration(repository, generation, { onProgress: createProgress(output), signal });
    } catch (error) {
      // The bar, if there is one, has not ended its line.
      if (output.isTTY === true) output.write('\n');
      throw error instanceof AppError ? uploadFailure(generation, error, options) : error;
    }
    await keep('complete');
  } finally {
    await storage.close();
  }
}

/** Beyond this many the past is left out: it takes several times the room of what it is the past of. */
const mostPasts = 10_000;

/**
 * Gives those who are about to be written their past, and groups of them theirs, so that nobody is held against those
 * whom they replace.
 */
async function keepPast(
  { client, createsTables }: Storage,
  tableName: string,
  { dataset, generation }: Pick<UploadOptions, 'dataset'> & { readonly generation: Generation },
): Promise<void> {
  // In AWS what Vitals remembers is no business of this command.
  if (!createsTables || generation.count > mostPasts) return;
  await ensureTable(client, stateTable, tableName);
  const figures = createFigureHistory(client, tableName);
  await provisionFigures({ figures, summarise, dataset, generation });
  await provisionSamples({ samples: createSamples(client, tableName), dataset, generation });
}

/** Local data may be made anew, and one is told; real data is replaced only by those who say so. */
async function minding(
  repository: Repository,
  { createsTables }: Storage,
  { dataset, output, replace }: UploadOptions,
): Promise<void> {
  if (await isEmpty(repository)) return;
  if (!createsTables && !replace) {
    throw new AppError(
      'input.invalid',
      `${repository.tableName} holds ${dataset.noun.many} already, and nothing was written. Add --replace to overwrite those with the same ids.`,
    );
  }
  output.write(`${repository.tableName} holds ${dataset.noun.many} already: those with the same ids are replaced.\n`);
}

async function prepareTable(storage: Storage, dataset: Dataset, tableName: string): Promise<void> {
  const definition = tableDefinition(dataset);
  if (storage.createsTables) await ensureTable(storage.client, definition, tableName);
  else await checkTable(storage.client, definition, tableName);
}

function uploadFailure(
  { count, seed, asOf }: Generation,
  error: AppError,
  { dataset, settings: { storage }, signal }: UploadOptions,
): AppError {
  const written = Number(error.details['written'] ?? 0).toLocaleString('en-US');
  const reason = signal.aborted ? 'it was stopped' : reasonOf(error);
  const again = `--count ${count} --seed ${seed} --as-of ${asOf}${storage.kind === 'aws' ? ' --replace' : ''}`;
  return new AppError(
    error.code,
    `${written} of ${formatCount(dataset, count)} were written, then the upload failed: ${reason}. ` +
      `Run it again with ${dataset.name === 'agents' ? '' : `--dataset ${dataset.name} `}${again} to complete it; nobody is written twice.`,
    { retryable: error.retryable, details: error.details, cause: error },
  );
}

/** The innermost sentence: those around it count what was written, as we do. */
function reasonOf(error: AppError): string {
  return error.cause instanceof AppError ? reasonOf(error.cause) : error.message;
}
