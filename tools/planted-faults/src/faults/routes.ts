import type { Fault } from '../fault.ts';

const ecpay = 'libs/gateways/ecpay/src';
const smilepay = 'libs/gateways/smilepay/src';
const stripe = 'libs/gateways/stripe/src';

/** Routes that are not the first of their flow: they are tried less, and must still create what they say. */
export const routeFaults: readonly Fault[] = [
  {
    name: 'ecpay-cvs-asked-as-atm',
    why: 'Each route asks for its own kind of code.',
    file: `${ecpay}/background/wire.ts`,
    find: '({ CVSInfo: { ExpireDate:',
    replace: '({ ATMInfo: { ExpireDate:',
    caughtBy: [`${ecpay}/gateway.spec.ts`],
  },
  {
    name: 'smilepay-barcode-asked-as-atm',
    why: 'Each route asks for its own kind of code.',
    file: `${smilepay}/wire.ts`,
    find: "payZg: '3'",
    replace: "payZg: '2'",
    caughtBy: [`${smilepay}/gateway.spec.ts`],
  },
  {
    name: 'stripe-fpx-asked-as-card',
    why: 'Each route asks for its own method of payment.',
    file: `${stripe}/methods.ts`,
    find: "fpx: 'fpx',",
    replace: "fpx: 'card',",
    caughtBy: [`${stripe}/create.spec.ts`, `${stripe}/gateway.spec.ts`],
  },
];
