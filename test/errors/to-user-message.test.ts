import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src/errors/app-error.ts';
import { toUserMessage } from '../../src/errors/to-user-message.ts';

describe('toUserMessage', () => {
  it('never shows what was written for the log, and gives a reference instead', () => {
    const { text } = toUserMessage(new TypeError('cannot read properties of undefined'), 'ref-7');

    expect(text).toContain('ref-7');
    expect(text).not.toContain('undefined');
  });

  it.each<ErrorCode>(['repository.throttled', 'repository.unavailable', 'slack.unavailable', 'config.engine_missing'])(
    'gives a reference for %s, which the person cannot mend',
    (code) => {
      const { text } = toUserMessage(new AppError(code, 'internals'), 'ref-7');

      expect(text).toContain('ref-7');
      expect(text).not.toContain('internals');
    },
  );

  it('says that nothing was written when a value changed meanwhile', () => {
    expect(toUserMessage(new AppError('repository.conflict', ''), 'ref-7').text).toMatch(/nothing was written/);
  });

  it('names who may change values in a refusal', () => {
    const refused = new AppError('slack.forbidden', '', { details: { reason: 'notListed', editors: ['U1', 'U2'] } });

    expect(toUserMessage(refused, 'ref-7')).toEqual({
      text: 'Only editors may change values, and you are not one of them.',
      ask: ['U1', 'U2'],
    });
  });

  it('says how someone becomes an editor when there is none', () => {
    const refused = new AppError('slack.forbidden', '', { details: { reason: 'outsider', editors: [] } });

    expect(toUserMessage(refused, 'ref-7').text).toMatch(/Guests and people from other workspaces.*VITALS_EDITORS/);
  });
});
