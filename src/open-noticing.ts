import type { DatasetName } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import { createOutbox, type LocalOutbox } from './delivery/create-outbox.ts';
import type { AlertDesk } from './insights/alert.ts';
import { createAlertDesk } from './insights/desk/alert-desk.ts';
import { createDigests } from './insights/desk/digests.ts';
import { createMovers } from './insights/desk/movers.ts';
import { createSilences } from './insights/desk/silences.ts';
import { createWatches } from './insights/desk/watches.ts';
import type { DigestPlan, Digests } from './insights/digest.ts';
import type { Silences, Watches } from './insights/route.ts';
import type { Log } from './log.ts';
import { type AuditLog, createAuditLog } from './state/audit-log.ts';
import { createSamples, type Samples } from './state/samples.ts';
import type { Storage } from './storage/open-storage.ts';
import type { Repository } from './storage/repository.ts';

/** What is kept of what was noticed: people act on it through any instance, also one that posts nothing. */
export interface Noticing {
  readonly auditLog: AuditLog;
  readonly samples: Samples;
  readonly outbox: LocalOutbox;
  readonly desk: AlertDesk;
  readonly watches: Watches;
  readonly silences: Silences;
  readonly digests: Digests;
  /** Calls the listener whenever somebody acted on an alert here, so that its messages need not wait. */
  onTouched(listener: () => void): void;
}

interface NoticingParts {
  readonly storage: Pick<Storage, 'insightsClient'>;
  readonly repositories: Readonly<Record<DatasetName, Repository>>;
  readonly config: Pick<Config, 'storage' | 'alerts'>;
  readonly log: Log;
}

export function openNoticing({ storage, repositories, config, log }: NoticingParts): Noticing {
  const { insightsClient: client } = storage;
  const tableName = config.storage.stateTable;
  const samples = createSamples(client, tableName);
  const configured = configuredDigest(config.alerts);
  let touched = (): void => undefined;
  const auditLog = createAuditLog(client, tableName);
  const outbox = createOutbox(client, tableName);
  return {
    auditLog,
    samples,
    outbox,
    desk: createAlertDesk({ client, tableName, auditLog, outbox, onTouched: () => touched(), log }),
    watches: createWatches({ client, tableName, auditLog, log }),
    silences: createSilences({ client, tableName, auditLog, onChanged: () => touched(), log }),
    digests: createDigests({
      client,
      tableName,
      auditLog,
      movers: createMovers({ repositories: Object.values(repositories), samples }),
      ...(configured === undefined ? {} : { configured }),
      log,
    }),
    onTouched(listener) {
      touched = listener;
    },
  };
}

function configuredDigest({ digest, zone }: Config['alerts']): DigestPlan | undefined {
  return digest === undefined ? undefined : { ...digest, zone };
}
