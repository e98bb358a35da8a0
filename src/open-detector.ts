import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDetector, type Detector } from './insights/detection/create-detector.ts';
import { createBedrockExplainer } from './insights/explain/bedrock-explainer.ts';
import { createTemplateExplainer } from './insights/explain/template-explainer.ts';
import { insightOf } from './insights/insight-item.ts';
import type { InsightRecords } from './insights/insight-records.ts';
import type { Log } from './log.ts';
import type { Model } from './models/model.ts';
import type { Samples } from './state/samples.ts';

interface DetectorParts {
  /** Of the region where insights and state are. */
  readonly client: DynamoDBDocumentClient;
  readonly stateTable: string;
  readonly insightRecords: Pick<InsightRecords, 'putting'>;
  readonly samples: Samples;
  readonly model?: Model | undefined;
  readonly log: Log;
  /** Called when there is something for routing. */
  readonly onEvent?: () => void;
}

/** The rules with all that they write to, the same in the app and in a Lambda function. */
export function openDetector({ insightRecords, model, ...parts }: DetectorParts): Detector {
  const template = createTemplateExplainer();
  const explainer = model === undefined ? template : createBedrockExplainer({ model, template, log: parts.log });
  return createDetector({ ...parts, storingInsight: (facts) => insightRecords.putting(insightOf(facts)), explainer });
}
