import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  // The last one is started by Lambda alone.
  entry: ['scripts/*.ts', '.slack/*.mjs', 'src/playground/page/main.tsx', 'src/rules-lambda.ts'],
  project: ['src/**/*.{ts,tsx}', 'scripts/**/*.ts', 'infra/**/*.ts', 'test/**/*.ts'],
  ignoreExportsUsedInFile: true,
};

export default config;
