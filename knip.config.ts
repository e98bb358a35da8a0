import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: ['src/main.ts', 'scripts/*.ts', 'infra/app.ts', 'src/playground/page/main.tsx'],
  project: ['src/**/*.{ts,tsx}', 'scripts/**/*.ts', 'infra/**/*.ts', 'test/**/*.ts'],
  ignoreExportsUsedInFile: true,
  // Found at run time, where the platform has it.
  ignoreDependencies: ['@dynoxide/linux-x64'],
};

export default config;
