import { describe, expect, it } from 'vitest';
import { createOfflineParser } from '../../src/intents/create-offline-parser.ts';
import { createPacedParser } from '../../src/intents/paced-parser.ts';

const question = (text: string) => ({ text, surface: 'slash' as const, today: '2026-01-01' });

describe('createPacedParser', () => {
  it('lets others have their turn between two texts', async () => {
    const parser = createPacedParser(createOfflineParser());
    const seen: string[] = [];
    const understood = ['churn', 'nps', 'revenue'].map((text) =>
      parser.understand(question(text)).then(({ intent }) => seen.push(intent.kind)),
    );
    const other = (): void => {
      seen.push('other');
      if (seen.filter((what) => what === 'summary').length < 3) setImmediate(other);
    };

    setImmediate(other);
    await Promise.all(understood);

    expect(seen.filter((what) => what === 'summary')).toHaveLength(3);
    expect(seen.join(' ')).not.toContain('summary summary');
  });

  it('goes on after a parser that fails', async () => {
    const offline = createOfflineParser();
    let calls = 0;
    const parser = createPacedParser({
      understand: async (asked) => {
        calls += 1;
        if (calls === 1) throw new Error('broken');
        return offline.understand(asked);
      },
    });

    const [first, second] = await Promise.allSettled([
      parser.understand(question('churn')),
      parser.understand(question('nps')),
    ]);

    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
  });
});
