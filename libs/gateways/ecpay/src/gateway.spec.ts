import { gatewayContract } from '@paycore/testing';
import { ecpayDocs } from './docs/index.ts';
import { ecpay } from './index.ts';
import { ecpaySimulator } from './simulator/index.ts';
import { ecpayProfile } from './testing/index.ts';

gatewayContract('ecpay', { ...ecpayProfile, gateway: ecpay, docs: ecpayDocs, simulator: ecpaySimulator });

it('waits for late reports as long as ECPay says: support.ecpay.com.tw/4634', () => {
  const { methods } = ecpay.make({ fetch: () => Promise.reject(new Error('no network')), now: () => new Date() });
  const lags = Object.entries(methods).map(([route, { lagHours = 1 }]) => [route, lagHours]);
  expect(Object.fromEntries(lags)).toEqual({
    aio: 72,
    'aio/credit': 1,
    'aio/atm': 24,
    'aio/cvs': 24,
    'aio/barcode': 72,
    atm: 24,
    cvs: 24,
    barcode: 72,
  });
});

it('offers at its cashier again what it issues itself, all but cards', () => {
  const { methods } = ecpay.make({ fetch: () => Promise.reject(new Error('no network')), now: () => new Date() });
  const duplicates = Object.keys(methods).filter((route) => methods[route]?.isDuplicate);
  expect(duplicates).toEqual(['aio', 'aio/atm', 'aio/cvs', 'aio/barcode']);
});
