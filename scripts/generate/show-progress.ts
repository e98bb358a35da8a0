import type { LoadProgress } from '../../src/storage/repository.ts';

/** What progress is shown on: standard output, or anything that takes text. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const barWidth = 30;
const lineEvery = 0.1;

/** A bar that fills up on a terminal; elsewhere a line for each tenth, which a log can keep. */
export function createProgress(output: ProgressOutput): (progress: LoadProgress) => void {
  return output.isTTY === true ? (progress) => output.write(barOf(progress)) : createLines(output);
}

function barOf({ written, total }: LoadProgress): string {
  const filled = Math.floor((barWidth * written) / total);
  const end = written === total ? '\n' : '';
  return `\r[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${inWords({ written, total })}${end}`;
}

function createLines(output: ProgressOutput): (progress: LoadProgress) => void {
  let next = lineEvery;
  return ({ written, total }) => {
    const share = written / total;
    if (share < next && written < total) return;
    while (next <= share) next += lineEvery;
    output.write(`${inWords({ written, total })}\n`);
  };
}

function inWords({ written, total }: LoadProgress): string {
  const percent = Math.floor((100 * written) / total);
  return `${written.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} written (${percent} %)`;
}
