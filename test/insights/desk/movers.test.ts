import { afterAll, beforeAll, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import { createMovers } from '../../../src/insights/desk/movers.ts';
import { createSamples } from '../../../src/state/samples.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { agentItem } from '../../support/agent-items.ts';
import { createAgentsTable } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
});
