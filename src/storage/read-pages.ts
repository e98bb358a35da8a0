import { ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import { segmentNamed } from '../catalog/derive/attribute-names.ts';
import { AppError } from '../errors/app-error.ts';
import { mergePages } from './merge-pages.ts';
import { createListReader, type ListSource } from './read-list.ts';
import { readPlan, sendOptions } from './read-plan.ts';
import type { ReadPage, Repository } from './repository.ts';
import { translated } from './translate-error.ts';

const parallelLimit = 64;

type TableOptions = Parameters<Repository['readAll']>[0];

type Reads = Pick<Repository, 'readAll' | 'readSegment' | 'readIndex'>;

/** The reads of many: everything, one segment, and any part of an index. */
export function createReads(source: ListSource): Reads {
  const { client, dataset, tableName } = source;
  const readList = createListReader(source);

  async function* scanSegment(options: TableOptions, segment: number, of: number): AsyncGenerator<ReadPage> {
    const plan = readPlan(dataset, options);
    let start: Record<string, unknown> | undefined;
    do {
      const output: ScanCommandOutput = await translated({ tableName, operation: 'Scan' }, () =>
        client.send(
          new ScanCommand({
            TableName: tableName,
            ...plan.parameters,
            ...(options.consistent === true ? { ConsistentRead: true } : {}),
            ...(of > 1 ? { Segment: segment, TotalSegments: of } : {}),
            ExclusiveStartKey: start,
          }),
          sendOptions(options.signal),
        ),
      );
      start = output.LastEvaluatedKey;
      yield plan.toPage(output);
    } while (start !== undefined);
  }

  return {
    readAll(options) {
      const { parallel = 1 } = options;
      if (!Number.isInteger(parallel) || parallel < 1 || parallel > parallelLimit) {
        throw new AppError('input.invalid', `a table is read in 1 to ${parallelLimit} segments at once`);
      }
      return mergePages(Array.from({ length: parallel }, (_, segment) => scanSegment(options, segment, parallel)));
    },

    async readSegment(segment, value, options) {
      return readList(segmentNamed(dataset, segment).index, value, options);
    },

    readIndex: (index, value, options) => readList(index, value, options),
  };
}
