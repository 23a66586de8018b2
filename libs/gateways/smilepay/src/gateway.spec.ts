import { gatewayContract } from '@paycore/testing';
import { smilepayDocs } from './docs/index.ts';
import { smilepay } from './index.ts';
import { smilepaySimulator } from './simulator/index.ts';
import { smilepayProfile } from './testing/index.ts';

gatewayContract('smilepay', {
  ...smilepayProfile,
  gateway: smilepay,
  docs: smilepayDocs,
  simulator: smilepaySimulator,
});

it('waits for late reports as long as for ECPay’s, since SmilePay publishes no lag', () => {
  const { methods } = smilepay.make({ fetch: () => Promise.reject(new Error('no network')), now: () => new Date() });
  const lags = Object.entries(methods).map(([route, { lagHours }]) => [route, lagHours]);
  expect(Object.fromEntries(lags)).toEqual({ atm: 24, cvs: 24, barcode: 72 });
});
