import { gatewayContract } from '@paycore/testing';
import { ecpaySimulator } from './simulator/index.ts';
import { ecpay } from './index.ts';

const codes = ['aio', 'aio/atm', 'aio/cvs', 'aio/barcode'];

gatewayContract('ecpay', {
  gateway: ecpay,
  simulator: ecpaySimulator,
  credentials: { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' },
  otherCredentials: { merchant_id: '2000132', hash_key: '5294y06JbISpM5x9', hash_iv: 'v77hoKGq4kWxNNIS' },
  required: ['merchant_id', 'hash_key', 'hash_iv'],
  secrets: ['hash_key', 'hash_iv'],
  byBrowser: ['aio/credit', ...codes],
  codeByCallback: codes,
  credentialCode: 'ECPAY_CREDENTIAL_INVALID',
});
