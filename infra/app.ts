import { App } from 'aws-cdk-lib';
import { DataStack } from './data-stack.ts';

const app = new App({ outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });

const data = new DataStack(app, 'VitalsData', {
  description: 'The DynamoDB tables of Vitals',
  env: { region: process.env['AWS_REGION'] ?? 'us-west-2' },
  names: process.env,
  modelId: process.env['BEDROCK_MODEL_ID'],
  destroyWithStack: app.node.tryGetContext('removal') === 'destroy',
});

const { directory } = app.synth();
console.log(`${directory}/${data.templateFile}`);
