import { describe, expect, it } from 'vitest';
import { createHealth } from '../../../src/slack/receiver/health.ts';

const up = async () => 'fine';
const down = async () => {
  throw new Error('gone');
};
const never = () => new Promise(() => undefined);

describe('createHealth', () => {
  it.each([
    { store: up, slack: up, expected: { status: 'up', store: 'up', slack: 'up' } },
    { store: down, slack: up, expected: { status: 'down', store: 'down', slack: 'up' } },
    { store: up, slack: down, expected: { status: 'down', store: 'up', slack: 'down' } },
    { store: never, slack: up, expected: { status: 'down', store: 'down', slack: 'up' } },
  ])('reports $expected', async ({ store, slack, expected }) => {
    const health = createHealth({ version: '1.0.0', store, slack });

    expect(await health()).toEqual({ ...expected, version: '1.0.0' });
  });

  it('looks again only after two seconds', async () => {
    let looks = 0;
    let time = 0;
    const store = async () => {
      looks += 1;
    };
    const health = createHealth({ version: '1.0.0', store, slack: up, now: () => time });

    await Promise.all([health(), health()]);
    time = 1999;
    await health();
    const before = looks;
    time = 2000;
    await health();

    expect([before, looks]).toEqual([1, 2]);
  });
});
