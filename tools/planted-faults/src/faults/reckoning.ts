import type { Fault } from '../fault.ts';

const domain = 'libs/core/src/domain';
const create = 'libs/core/src/create';

/** Time and money. */
export const reckoningFaults: readonly Fault[] = [
  {
    name: 'taipei-an-hour-off',
    why: 'Taipei is eight hours ahead of UTC.',
    file: `${domain}/taipei-time.ts`,
    find: 'const offset = 8 * hour;',
    replace: 'const offset = 9 * hour;',
    caughtBy: [`${domain}/taipei-time.spec.ts`],
  },
  {
    name: 'last-day-lost',
    why: 'A date alone means the end of that day.',
    file: `${domain}/taipei-time.ts`,
    find: '[23, 59, 59]',
    replace: '[0, 0, 0]',
    caughtBy: [`${domain}/taipei-time.spec.ts`],
  },
  {
    name: 'cents-rounded',
    why: 'Sums are exact.',
    file: `${domain}/money.ts`,
    find: 'return Number(majorUnits(total, maxDecimals));',
    replace: 'return Math.round(Number(majorUnits(total, maxDecimals)));',
    caughtBy: [`${domain}/money.spec.ts`],
  },
  {
    name: 'cents-dropped',
    why: 'An order is of the exact amount that was asked for.',
    file: `${domain}/money.ts`,
    find: 'units % down === 0n && ',
    replace: '',
    caughtBy: [`${domain}/money.spec.ts`, `${create}/attempt-amount.spec.ts`, `${create}/decimal-amounts.spec.ts`],
  },
  {
    name: 'repeat-of-another-unit',
    why: 'A repeated create is compared as money: 990 is not 9.90.',
    file: `${create}/repeat-create.ts`,
    find: 'shown.decimals === plan.decimals &&',
    replace: '',
    caughtBy: [`${create}/decimal-amounts.spec.ts`],
  },
  {
    name: 'sums-of-mixed-units',
    why: 'Amounts in cents and in whole units are not added as if they were alike.',
    file: 'libs/core/src/query/summarize-home.ts',
    find: 'if (decimals !== undefined) return decimals;',
    replace: '',
    caughtBy: ['libs/core/src/query/summarize-home.spec.ts'],
  },
  {
    name: 'month-begins-late',
    why: 'The month of the overview is the zone’s own.',
    file: `${domain}/local-day.ts`,
    find: 'span(Date.UTC(year, month), ',
    replace: 'span(Date.UTC(year, month, 2), ',
    caughtBy: [`${domain}/local-day.spec.ts`],
  },
  {
    name: 'many-sums-lost',
    why: 'Money counts also past the events that are kept of it.',
    file: `${domain}/attempts.ts`,
    find: '(morePaidAgain?.times ?? 0)',
    replace: '0 * (morePaidAgain?.times ?? 0)',
    caughtBy: ['libs/core/src/settle/pay-twice.spec.ts'],
  },
  {
    name: 'sums-past-events-not-stored',
    why: 'What has to be returned is stored anew when further sums are counted alone.',
    file: 'libs/store-mongo/src/payment-update.ts',
    find: "  'morePaidAgain',\n",
    replace: '',
    caughtBy: ['libs/store-mongo/src/mongo-payment-store.spec.ts'],
  },
];
