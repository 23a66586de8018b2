import type { Fault } from '../fault.ts';

const ecpay = 'libs/gateways/ecpay/src';
const plus = 'libs/gateways/plus/src';

/** A simulator that takes anything proves nothing of the adapter beside it. */
export const simulatorFaults: readonly Fault[] = [
  {
    name: 'simulated-ecpay-takes-any-mac',
    why: 'The simulated cashier takes no form that was tampered with.',
    file: `${ecpay}/simulator/aio/sign.ts`,
    find: 'form.CheckMacValue === macOf(form, account)',
    replace: "form.CheckMacValue !== '' && account !== undefined",
    caughtBy: [`${ecpay}/gateway.spec.ts`, `${ecpay}/simulator/aio/cashier.spec.ts`],
  },
  {
    name: 'simulated-plus-takes-any-signature',
    why: 'The simulated PLUS grants nothing without the merchant’s signature.',
    file: `${plus}/simulator/desk.ts`,
    find: 'sign !== signed(rest, account.secretKey)',
    replace: "sign === signed(rest, '')",
    caughtBy: [`${plus}/simulator/simulator.spec.ts`],
  },
];
