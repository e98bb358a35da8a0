import { App } from 'aws-cdk-lib';
import { createStacks } from './create-stacks.ts';

const app = new App({ outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });
createStacks(app, process.env);

const { directory, stacks } = app.synth();
for (const { templateFile } of stacks) console.log(`${directory}/${templateFile}`);
