import { setTimeout as delay } from 'node:timers/promises';
import { datasets } from '../../../src/catalog/catalog.ts';
import type { Finding } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { compareModel, type ModelComparison } from '../model/compare-model.ts';
import { type Keeper, modelPath, startKeeper } from '../model/keeper.ts';
import { mishaps } from '../model/mishaps.ts';
import { type ModelStage, openModelStage } from '../model/model-stage.ts';
import { createWriter, type Writer } from '../model/writer.ts';

const sizes = {
  full: { members: 10_000, changes: 20_000, fillKills: 8, kills: 40 },
  small: { members: 1_000, changes: 2_000, fillKills: 2, kills: 4 },
} as const;
type Size = (typeof sizes)[keyof typeof sizes];

const changesWhileAway = 300;
const changesBeside = 100;
/** What is said when a model is begun anew: at its start, or later. */
const anew = ['is filled anew', 'changes are missing'];

/** Whoever keeps the read models dies over and over; then its files are damaged, and its streams torn. */
export const model: Drill = {
  what: 'kill -9 of the process that keeps the read models, over random changes; then gaps and damaged files',
  async run({ full, say }) {
    const size = full ? sizes.full : sizes.small;
    say(`making ${size.members} agents and as many entities`);
    const stage = await openModelStage(size.members);
    try {
      const writer = createWriter(() => stage.change());
      return [...(await killing(stage, writer, size, say)), ...(await gaps(stage, writer, say))];
    } finally {
      await stage.close();
    }
  },
};

async function killing(
  stage: ModelStage,
  writer: Writer,
  { changes, fillKills, kills }: Size,
  say: (text: string) => void,
): Promise<readonly Finding[]> {
  const lives: Keeper[] = [];
  const live = (): Keeper => {
    const keeper = startKeeper({ endpoint: stage.endpoint(), directory: stage.directory });
    lives.push(keeper);
    return keeper;
  };
  const allKills = fillKills + kills;
  const share = (part: number): number => Math.round((changes * part) / allKills);
  let keeper = live();
  for (let count = 1; count <= allKills; count += 1) {
    writer.allow(share(count));
    await until(() => writer.made() >= share(count - 1));
    if (count <= fillKills) await duringFill(keeper);
    // Once everything was filled nothing but the stream may ever be needed.
    else if (count === fillKills + 1) await filled(keeper);
    else await begun(keeper);
    await keeper.kill();
    keeper = live();
    if (count % 8 === 0) say(`killed ${count} times, ${writer.made()} changes made`);
  }
  await writer.idle();
  say(`${writer.made()} changes made, ${Math.round(writer.rate())} a second; waiting until they are caught up with`);
  const since = Date.now();
  await keeper.caughtUp(since);
  const tookMs = Date.now() - since;
  await keeper.stop();
  const compared = await compareAll(stage);
  const later = lives.slice(fillKills + 1);
  const rate = String(Math.round(writer.rate()));
  return [
    { what: 'changes', found: String(writer.made()), wanted: `${changes}`, met: writer.made() >= changes },
    { what: 'changes a second that the engine allowed', found: rate, wanted: 'any', met: true },
    { what: 'kills', found: `${allKills}, ${fillKills} of them while it was filled`, wanted: 'any', met: true },
    equality('rows, column for column', compared),
    {
      what: `models filled again after they once were whole (${times(later, ['goes on'])} gone on with)`,
      found: String(times(later, anew)),
      wanted: '0',
      met: times(later, anew) === 0 && times(later, ['goes on']) > 0,
    },
    { what: 'caught up after', found: `${(tookMs / 1000).toFixed(1)} s`, wanted: 'any', met: true },
  ];
}

async function gaps(stage: ModelStage, writer: Writer, say: (text: string) => void): Promise<readonly Finding[]> {
  const compared: ModelComparison[] = [];
  const keepers: Keeper[] = [];
  for (const { what, isHarmless, before, after } of mishaps) {
    say(what);
    await before?.(stage);
    writer.allow(writer.made() + changesWhileAway);
    await writer.idle();
    await after?.(stage);
    const keeper = startKeeper({ endpoint: stage.endpoint(), directory: stage.directory });
    if (isHarmless !== true) keepers.push(keeper);
    await keeper.caughtUp(Date.now());
    writer.allow(writer.made() + changesBeside);
    await writer.idle();
    await keeper.caughtUp(Date.now());
    await keeper.stop();
    compared.push(...(await compareAll(stage)));
  }
  const rebuilt = times(keepers, anew);
  const all = mishaps.filter(({ isHarmless }) => isHarmless !== true).length * datasets.length;
  return [
    equality(`rows after ${mishaps.length} kinds of gap and damage`, compared),
    { what: 'models filled again after those', found: String(rebuilt), wanted: String(all), met: rebuilt === all },
  ];
}

function equality(what: string, compared: readonly ModelComparison[]): Finding {
  const rows = compared.reduce((sum, each) => sum + each.rows, 0);
  const differences = compared.flatMap((each) => each.differences);
  return {
    what: `differences in ${rows} ${what}`,
    found: [differences.length, ...differences.slice(0, 3)].join('; '),
    wanted: '0',
    met: differences.length === 0 && rows > 0,
  };
}

async function compareAll(stage: ModelStage): Promise<readonly ModelComparison[]> {
  const compared: ModelComparison[] = [];
  for (const dataset of datasets) {
    const path = modelPath(stage.directory, dataset.name);
    compared.push(await compareModel({ dataset, tableName: dataset.table.name, client: stage.client(), path }));
  }
  return compared;
}

/** How often processes said so; each of them once a model at most. */
function times(keepers: readonly Keeper[], words: readonly string[]): number {
  return keepers.flatMap((keeper) => keeper.log()).filter(({ msg }) => words.some((each) => msg.startsWith(each)))
    .length;
}

/** Some moment while at least one of the models is being filled. */
async function duringFill(keeper: Keeper): Promise<void> {
  await until(() => keeper.models().some(({ state }) => state === 'filling'));
  await delay(Math.random() * 600);
}

async function filled(keeper: Keeper): Promise<void> {
  await until(() => keeper.models().length > 0 && keeper.models().every(({ state }) => state === 'ready'));
}

/** Some moment from its very start on; more often than not once it applies changes. */
async function begun(keeper: Keeper): Promise<void> {
  if (Math.random() < 0.75) await until(() => keeper.models().some(({ currentTo }) => currentTo !== undefined));
  await delay(Math.random() * 1_500);
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('what was waited for did not come about within three minutes');
    await delay(5);
  }
}
