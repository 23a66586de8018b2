import { gatewayContract } from '@paycore/testing';
import { smilepay } from './index.ts';
import { smilepaySimulator } from './simulator/index.ts';

gatewayContract('smilepay', {
  gateway: smilepay,
  simulator: smilepaySimulator,
  credentials: {
    dcvc: '107',
    rvg2c: '1',
    verify_key: '174A02F97A95F72CE301137B3F98D128',
    validation_token: 'T-0f4c2ea91b',
    merchant_verify_code: '1111',
  },
  otherCredentials: {
    dcvc: '2109',
    rvg2c: '1',
    verify_key: '9C4B6E02D1A857F3360BE8D5274F1AC9',
    validation_token: 'T-7be1d0c355',
    merchant_verify_code: '1234',
  },
  required: ['dcvc', 'rvg2c', 'verify_key'],
  secrets: ['verify_key', 'validation_token', 'merchant_verify_code'],
  sent: ['verify_key', 'validation_token'],
  forgetsOrders: true,
  credentialCode: 'SMILEPAY_CREDENTIAL_INVALID',
});
