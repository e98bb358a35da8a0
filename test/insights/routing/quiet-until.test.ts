import { describe, expect, it } from 'vitest';
import { instantOf, localTime } from '../../../src/insights/routing/local-time.ts';
import { quietUntil } from '../../../src/insights/routing/quiet-until.ts';

const night = { from: '22:00', to: '07:00', zone: 'Europe/Berlin' };
const until = (route: Parameters<typeof quietUntil>[0], now: string) => quietUntil(route, new Date(now))?.toISOString();

describe('quietUntil', () => {
  it.each([
    ['in the evening: until the next morning', '2026-01-10T21:00:00.000Z', '2026-01-11T06:00:00.000Z'],
    ['after midnight: until the same morning', '2026-01-10T23:30:00.000Z', '2026-01-11T06:00:00.000Z'],
    ['in a night that loses an hour', '2026-03-28T22:30:00.000Z', '2026-03-29T05:00:00.000Z'],
    ['in a night that has an hour twice', '2026-10-24T22:30:00.000Z', '2026-10-25T06:00:00.000Z'],
    ['at the first moment', '2026-01-10T21:00:00.000Z', '2026-01-11T06:00:00.000Z'],
    ['at the last moment: not any more', '2026-01-11T06:00:00.000Z', undefined],
    ['at noon: not', '2026-01-10T11:00:00.000Z', undefined],
  ])('%s', (_, now, end) => {
    expect(until({ quietHours: night }, now)).toBe(end);
  });

  it('knows quiet hours within one day', () => {
    const lunch = { from: '12:00', to: '13:30', zone: 'America/New_York' };

    expect(until({ quietHours: lunch }, '2026-07-01T16:10:00.000Z')).toBe('2026-07-01T17:30:00.000Z');
    expect(until({ quietHours: lunch }, '2026-07-01T18:00:00.000Z')).toBeUndefined();
  });

  it('lets a pause that ends in quiet hours end with them', () => {
    const route = { quietHours: night, pausedUntil: '2026-01-10T23:00:00.000Z' };

    expect(until(route, '2026-01-10T12:00:00.000Z')).toBe('2026-01-11T06:00:00.000Z');
    expect(until({ pausedUntil: '2026-01-10T23:00:00.000Z' }, '2026-01-10T12:00:00.000Z')).toBe(
      '2026-01-10T23:00:00.000Z',
    );
    expect(until({ pausedUntil: '2026-01-10T11:00:00.000Z' }, '2026-01-10T12:00:00.000Z')).toBeUndefined();
  });
});

describe('instantOf', () => {
  it.each([
    ['a time that clocks skip: when they do', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z'],
    ['a time that clocks show twice: the first', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['any other time', '2026-07-01', '09:00', '2026-07-01T07:00:00.000Z'],
  ])('finds %s', (_, date, time, instant) => {
    expect(instantOf({ date, time }, 'Europe/Berlin').toISOString()).toBe(instant);
  });
});

describe('localTime', () => {
  it('tells date, time and weekday as people there see them', () => {
    expect(localTime(new Date('2026-03-01T23:30:00.000Z'), 'Asia/Kolkata')).toEqual({
      date: '2026-03-02',
      time: '05:00',
      weekday: 1,
    });
  });
});
