import { cpus, loadavg, totalmem } from 'node:os';

/** The machine that figures are of. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GB, Node ${process.version}, ${process.platform}`;
}

/** Processes that wanted to run in the last minute, on average: more than there are cores make figures worse. */
export function machineLoad(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}
