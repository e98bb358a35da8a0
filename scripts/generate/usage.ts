import { firstRun } from '../../src/generator/generation.ts';
import { longestPreview } from './read-arguments.ts';

export const usage = `Generates realistic agents, or students, tutors, subjects and regions, and uploads them to their table unless told to
show or save them.

npm run generate -- [options]

  --dataset NAME   agents (the default) or entities
  --count N        how many: agent-1 to agent-N (NUM_AGENTS, or ${firstRun.count}), or entities of four types
                   (NUM_ENTITIES, or ${firstRun.entityCount}): stu_1001, tut_201, sub_algebra_1, reg_northeast, …
  --seed N         the same seed and as-of date give the same people (${firstRun.seed})
  --as-of DATE     the day on which their lives so far end, UTC (that of the first run, or today)

Where they go; with any of the first three no database is touched:
  --out FILE       one JSON object a line; - is standard output
  --preview N      the first N of them as a table, at most ${longestPreview.toLocaleString('en-US')}
  --report         each distribution beside its target, each correlation beside its expected sign
  --table NAME     upload to this table (TABLE_NAME, or ZillowAgents; METRICS_TABLE_NAME, or iops-dashboard-metrics)
  --region NAME    of DynamoDB (AWS_REGION, or us-west-2; INSIGHTS_REGION, or us-east-1); STORAGE=aws uploads to AWS
  --endpoint URL   upload to the DynamoDB at this address (DYNAMODB_ENDPOINT)

  --replace        in AWS, upload to a table that holds some already; those with the same ids are replaced

  --help           this text

Without an endpoint and STORAGE=aws, the upload goes to the local database under DATA_DIR (.data/).
A table that is missing is made, but not in AWS.`;
