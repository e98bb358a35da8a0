import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: ['scripts/*.ts', '.slack/*.mjs', 'src/playground/page/main.tsx'],
  project: ['src/**/*.{ts,tsx}', 'scripts/**/*.ts', 'infra/**/*.ts', 'test/**/*.ts'],
  ignoreExportsUsedInFile: true,
};

export default config;
