import { refusal, type GatewayProfile } from '@paycore/testing';

const noSecret = refusal('PLUS callback secret mismatch.');

export const plusProfile: GatewayProfile = {
  gateway: 'plus',
  routes: { atm: { method: 'atm', currency: 'TWD', amount: 980 } },
  ack: JSON.stringify({ success: true, message: 'Webhook received' }),
  createPath: '/api/pay/atm',
  canQuery: false,
  declines: false,
  simulates: false,
  wrongAmount: refusal('PLUS money mismatch.'),
  forged: noSecret,
  forgeries: () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ appid: 'paycore-demo', money: '980' });
    return [
      { what: 'a callback without our secret', headers, body, refusal: noSecret },
      { what: 'a callback with any secret', headers, body, query: { secret: 'x'.repeat(32) }, refusal: noSecret },
    ];
  },
  canaries: { refused: { secret_key: 'CanaryPlusSecretOfNobody' } },
  credentials: { appid: 'paycore-demo', secret_key: '5f0c2d9b7e14a8630fd1' },
  otherCredentials: { appid: 'plus2109', secret_key: 'c81e728d9d4c2f636f06' },
  required: ['appid', 'secret_key'],
  secrets: ['secret_key'],
  credentialCode: 'PLUS_CREDENTIAL_INVALID',
};
