import { join } from 'node:path';
import { z } from 'zod';

/** The fast copy of the data that questions about many are put to; without one the record answers them. */
export interface ReadModelConfig {
  /** Where its files are, one a dataset; nobody else may have them open. */
  readonly directory: string;
  /** From how far behind the record it is not to be answered from, in milliseconds. */
  readonly maxLagMs: number;
  /** What it may hold in memory, a dataset; more of it than that stays on disk. */
  readonly memoryMegabytes: number;
}

const number = (from: number, to: number) => {
  const advice = `needs a whole number from ${from} to ${to}`;
  return z.string().regex(/^\d+$/, advice).transform(Number).pipe(z.number().min(from, advice).max(to, advice));
};

/** Each environment variable of this part, checked. */
export const readModelSettings = {
  READ_MODEL: z.enum(['on', 'off'], 'needs on or off').default('on'),
  READ_MODEL_MAX_LAG_SECONDS: number(1, 3600).default(30),
  READ_MODEL_MEMORY_MB: number(64, 65_536).default(512),
};
type Settings = z.infer<z.ZodObject<typeof readModelSettings>>;

export function readModelConfig(from: Settings, dataDirectory: string): { readonly readModel?: ReadModelConfig } {
  if (from.READ_MODEL === 'off') return {};
  return {
    readModel: {
      directory: join(dataDirectory, 'read-model'),
      maxLagMs: from.READ_MODEL_MAX_LAG_SECONDS * 1_000,
      memoryMegabytes: from.READ_MODEL_MEMORY_MB,
    },
  };
}
