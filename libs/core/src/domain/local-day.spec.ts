import fc from 'fast-check';
import { isTimeZone, localDayAndMonth } from './local-day.ts';

const iso = ({ from, to }: { from: Date; to: Date }) =>
  [from, to].map((at) => at.toISOString().replace(':00.000Z', ''));

const hour = 3_600_000;
const known: [zone: string, now: string, day: [string, string], month: [string, string]][] = [
  [
    'Asia/Taipei',
    '2026-06-30T16:00:00Z',
    ['2026-06-30T16:00', '2026-07-01T16:00'],
    ['2026-06-30T16:00', '2026-07-31T16:00'],
  ],
  [
    'Asia/Taipei',
    '2026-06-30T15:59:59Z',
    ['2026-06-29T16:00', '2026-06-30T16:00'],
    ['2026-05-31T16:00', '2026-06-30T16:00'],
  ],
  // A day of 23 and one of 25 hours.
  [
    'America/New_York',
    '2026-03-08T12:00:00Z',
    ['2026-03-08T05:00', '2026-03-09T04:00'],
    ['2026-03-01T05:00', '2026-04-01T04:00'],
  ],
  [
    'America/New_York',
    '2026-11-01T12:00:00Z',
    ['2026-11-01T04:00', '2026-11-02T05:00'],
    ['2026-11-01T04:00', '2026-12-01T05:00'],
  ],
  // Half and quarter hours.
  [
    'Australia/Lord_Howe',
    '2026-04-05T00:00:00Z',
    ['2026-04-04T13:00', '2026-04-05T13:30'],
    ['2026-03-31T13:00', '2026-04-30T13:30'],
  ],
  [
    'Asia/Kathmandu',
    '2026-02-28T18:15:00Z',
    ['2026-02-28T18:15', '2026-03-01T18:15'],
    ['2026-02-28T18:15', '2026-03-31T18:15'],
  ],
  // Its clocks jump at midnight: the day begins at 01:00.
  [
    'America/Asuncion',
    '2023-10-01T12:00:00Z',
    ['2023-10-01T04:00', '2023-10-02T03:00'],
    ['2023-10-01T04:00', '2023-11-01T03:00'],
  ],
  // And the day before ends twice, within itself.
  [
    'America/Sao_Paulo',
    '2018-02-18T02:30:00Z',
    ['2018-02-17T02:00', '2018-02-18T03:00'],
    ['2018-02-01T02:00', '2018-03-01T03:00'],
  ],
  // The clocks farthest from UTC, both ways, and the leap day.
  [
    'Pacific/Apia',
    '2026-12-31T10:59:00Z',
    ['2026-12-30T11:00', '2026-12-31T11:00'],
    ['2026-11-30T11:00', '2026-12-31T11:00'],
  ],
  [
    'Etc/GMT+12',
    '2028-03-01T11:59:00Z',
    ['2028-02-29T12:00', '2028-03-01T12:00'],
    ['2028-02-01T12:00', '2028-03-01T12:00'],
  ],
  // The day that Samoa left out: 29 December 2011 is followed by the 31st.
  [
    'Pacific/Apia',
    '2011-12-30T00:00:00Z',
    ['2011-12-29T10:00', '2011-12-30T10:00'],
    ['2011-12-01T10:00', '2011-12-31T10:00'],
  ],
];

it.each(known)('%s at %s', (zone, now, day, month) => {
  const spans = localDayAndMonth(new Date(now), zone);
  expect([iso(spans.day), iso(spans.month)]).toEqual([day, month]);
});

/** What the zone's calendar shows, written another way than the code under test reads it. */
const calendar = (zone: string) => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  return (at: Date) => clock.format(at);
};

it('holds exactly the instants that show today’s date, and this month’s', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const times = fc.date({ min: new Date('2012-01-01'), max: new Date('2036-01-01'), noInvalidDate: true });
  const lag = fc.integer({ min: -40 * 24 * hour, max: 40 * 24 * hour });
  fc.assert(
    fc.property(zones, times, fc.array(lag, { minLength: 5, maxLength: 20 }), (zone, now, lags) => {
      const { day, month } = localDayAndMonth(now, zone);
      const dateOf = calendar(zone);
      const edges = [day.from, day.to, month.from, month.to].flatMap((edge) => [
        new Date(edge.getTime() - 1),
        edge,
        new Date(edge.getTime() + 1),
      ]);
      for (const at of [...edges, ...lags.map((ms) => new Date(now.getTime() + ms))]) {
        expect(at >= day.from && at < day.to).toBe(dateOf(at) === dateOf(now));
        expect(at >= month.from && at < month.to).toBe(dateOf(at).slice(0, 7) === dateOf(now).slice(0, 7));
      }
    }),
    { numRuns: 60 },
  );
});

const changing = [
  'Africa/Cairo',
  'America/Havana',
  'Asia/Beirut',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Europe/Berlin',
];

it('is right around each change of clocks of a year, at midnight and elsewhere', () => {
  const offsetOf = (zone: string) => {
    const clock = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    return (at: number) => clock.format(at).split(' ').pop();
  };
  let changes = 0;
  for (const zone of changing) {
    const [dateOf, offset] = [calendar(zone), offsetOf(zone)];
    for (let at = Date.UTC(2021, 0, 1); at < Date.UTC(2022, 0, 1); at += 24 * hour) {
      if (offset(at) === offset(at + 24 * hour)) continue;
      changes += 1;
      for (let now = at - 24 * hour; now < at + 48 * hour; now += 3 * hour) {
        const { day } = localDayAndMonth(new Date(now), zone);
        expect([dateOf(day.from), dateOf(new Date(day.to.getTime() - 1))]).toEqual(
          Array(2).fill(dateOf(new Date(now))),
        );
        expect(dateOf(new Date(day.from.getTime() - 1))).not.toBe(dateOf(day.from));
        expect(dateOf(day.to)).not.toBe(dateOf(new Date(now)));
      }
    }
  }
  expect(changes).toBeGreaterThan(8);
});

it.each(['Asia/Taipei', 'asia/taipei', 'UTC', 'Etc/GMT+8', 'America/Argentina/Buenos_Aires', 'Pacific/Apia'])(
  'knows %s',
  (name) => expect(isTimeZone(name)).toBe(true),
);

it.each([
  '',
  ' ',
  'Mars/Olympus',
  '+08:00',
  '-0500',
  'Asia/Taipei, Asia/Tokyo',
  '__proto__',
  '亞洲/台北',
  'Asia/Taipei\u0000',
])('does not know %j', (name) => expect(isTimeZone(name)).toBe(false));
