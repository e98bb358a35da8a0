import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

// Prints manifest.yml as the JSON that the Slack CLI asks for.
const manifest = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8');
process.stdout.write(`${JSON.stringify(parse(manifest))}\n`);
