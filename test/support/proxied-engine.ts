import { afterAll, beforeAll } from 'vitest';
import { type DynamoDbProxy, startDynamoDbProxy } from './dynamodb-proxy.ts';
import { startTestEngine, type TestEngine } from './engine.ts';

interface ProxiedEngine {
  /** The engine itself, for setting up and for looking behind the proxy. */
  readonly engine: Pick<TestEngine, 'client' | 'endpoint' | 'dataDirectory'>;
  /** The same engine with faults to inject. */
  readonly proxy: Omit<DynamoDbProxy, 'stop'>;
}

/** An engine with a proxy before it for the tests of a file or a `describe`: started before them, stopped after. */
export function proxiedEngine(): ProxiedEngine {
  let engine: TestEngine;
  let proxy: DynamoDbProxy;
  beforeAll(async () => {
    engine = await startTestEngine();
    proxy = await startDynamoDbProxy(engine.endpoint);
  });
  afterAll(async () => {
    await proxy.stop();
    await engine.stop();
  });
  // What is handed out stays the same, so that a test may take it apart before anything has started.
  return {
    engine: {
      get client() {
        return engine.client;
      },
      get endpoint() {
        return engine.endpoint;
      },
      get dataDirectory() {
        return engine.dataDirectory;
      },
    },
    proxy: {
      get endpoint() {
        return proxy.endpoint;
      },
      get calls() {
        return proxy.calls;
      },
      inject: (fault) => proxy.inject(fault),
      reset: () => proxy.reset(),
    },
  };
}
