import { describe, expect, it } from 'vitest';
import { AppError } from '../src/errors/app-error.ts';
import { createLog, scrub, toSlackLogger } from '../src/log.ts';

function recorder(level = 'info', secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLog({ level, secrets, destination: { write: (line) => lines.push(line) } });
  return { log, text: () => lines.join(''), last: () => JSON.parse(lines.at(-1) ?? 'null') };
}

describe('createLog', () => {
  it('writes one JSON object a line, with the request id of a child', () => {
    const { log, last } = recorder();

    log.child({ request: 'r-1' }).info({ intent: 'summary' }, 'answered');

    expect(last()).toMatchObject({ level: 'info', request: 'r-1', intent: 'summary', msg: 'answered' });
    expect(Date.parse(last().time)).not.toBeNaN();
  });

  it('keeps lines below its level to itself', () => {
    const { log, text } = recorder('warn');

    log.info('hello');

    expect(text()).toBe('');
  });

  it.each(['token', 'botToken', 'signingSecret', 'email', 'phone', 'response_url', 'trigger_id', 'authorization'])(
    'blots out the value under %s, also inside of other objects',
    (key) => {
      const { log, text } = recorder();

      log.info({ [key]: 'plain-value', body: { [key]: 'inner-value', more: { [key]: 'innermost-value' } } }, 'payload');

      expect(text()).not.toMatch(/plain-value|inner-value|innermost-value/);
    },
  );

  it.each([
    'xoxb-12-34-abcDEF',
    'xoxe.xoxb-1-Mi0yLT',
    'xapp-1-A1-22-ff',
    'https://hooks.slack.com/commands/T1/2/abc',
    'https://hooks.slack-gov.com/actions/T1/2/abc',
    'jane.doe+x@agents.example.com',
    '(555) 123-4567',
    '+1-555-123-4567 x890',
    '555.123.4567',
  ])('blots out %s wherever it stands in a line', (secret) => {
    const { log, text } = recorder();

    log.error({ err: new Error(`failed for ${secret}`), note: [secret] }, `saw ${secret}!`);

    expect(text()).not.toContain(secret);
    expect(JSON.parse(text())).toMatchObject({ level: 'error' });
  });

  it('blots out secrets that it was told of, which have no shape of their own', () => {
    const secret = '0123456789abcdef0123456789abcdef';
    const { log, text } = recorder('info', [secret]);

    log.info({ headers: { note: secret } }, `the secret is ${secret}`);

    expect(text()).not.toContain(secret);
  });

  it('describes our errors with code, details and causes', () => {
    const { log, last } = recorder();
    const cause = Object.assign(new Error('socket closed'), { response: { headers: { cookie: 'secret-cookie' } } });

    log.error({ err: new AppError('repository.throttled', 'too fast', { retryable: true, details: { n: 3 }, cause }) });

    expect(last().err).toMatchObject({
      type: 'AppError',
      code: 'repository.throttled',
      retryable: true,
      details: { n: 3 },
      cause: { type: 'Error', message: 'socket closed' },
    });
    expect(JSON.stringify(last())).not.toContain('secret-cookie');
  });
});

describe('scrub', () => {
  it('leaves ids, times and figures alone', () => {
    const text =
      'agent-42 at 2026-01-01T12:30:00.123Z in 1767225600000 ms: 1,234.5 of C0123 by U0123 (200 of 500, 1000 left)';

    expect(scrub(text)).toBe(text);
  });
});

describe('toSlackLogger', () => {
  it('drops debug lines, which hold whole messages, at any level', () => {
    const { log, text } = recorder('trace');

    toSlackLogger(log).debug('http request body: {"text":"private"}');

    expect(text()).toBe('');
  });

  it('passes warnings and errors on without what hangs on them', () => {
    const { log, text } = recorder();
    const error = Object.assign(new Error('An API error occurred: invalid_blocks'), { data: { text: 'private' } });

    toSlackLogger(log).error('call failed', error, { payload: 'private' });

    expect(text()).toContain('call failed Error: An API error occurred: invalid_blocks');
    expect(text()).not.toContain('private');
  });
});
