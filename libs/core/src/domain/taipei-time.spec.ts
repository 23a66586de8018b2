import fc from 'fast-check';
import { parseTaipeiTime, taipeiMinute, taipeiTime } from './taipei-time.ts';

const seconds = fc.integer({ min: Date.UTC(1000, 0, 2) / 1000, max: Date.UTC(9999, 11, 30) / 1000 });

describe('Taipei time', () => {
  it('is eight hours ahead', () => {
    const at = new Date('2026-06-28T15:59:59Z');
    expect(taipeiTime(at)).toBe('2026-06-28 23:59:59');
    expect(taipeiMinute(new Date(at.getTime() + 1000))).toBe('202606290000');
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        const text = taipeiTime(new Date(second * 1000));
        expect(parseTaipeiTime(text)?.getTime()).toBe(second * 1000);
        expect(parseTaipeiTime(text.replaceAll('-', '/'))?.getTime()).toBe(second * 1000);
      }),
    );
  });

  it.each([
    ['2026/06/28', '2026-06-28T15:59:59.000Z'],
    ['2026-6-8', '2026-06-08T15:59:59.000Z'],
    [' 2026/06/28 23:59:59 ', '2026-06-28T15:59:59.000Z'],
    ['2026-06-28T00:00:00', '2026-06-27T16:00:00.000Z'],
    ['2024-02-29', '2024-02-29T15:59:59.000Z'],
  ])('reads %j', (text, iso) => {
    expect(parseTaipeiTime(text)?.toISOString()).toBe(iso);
  });

  it.each([
    '',
    'tomorrow',
    '2026-02-29',
    '2026-02-30 10:00:00',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-06-00',
    '2026-06-28 24:00:00',
    '2026-06-28 10:60:00',
    '2026-06-28 10:30:60',
    '2026-06-28 10:30:99',
    '0026-06-28',
    '2026-06-28 10:30',
    '20260628',
    '2026-06-28 10:30:00Z',
  ])('knows no %j', (text) => {
    expect(parseTaipeiTime(text)).toBeUndefined();
  });
});
