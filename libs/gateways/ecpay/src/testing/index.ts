import { refusal, type GatewayProfile } from '@paycore/testing';

const forms = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const codes = ['aio', 'aio/atm', 'aio/cvs', 'aio/barcode'];
const noMac = refusal('ECPay CheckMacValue verification failed.');
const noEnvelope = refusal('ECPay encrypted background callback transaction not found.');
const stranger = refusal('ECPay MerchantID mismatch.');
const cashier = (method: string) => ({ method, currency: 'TWD', amount: 980, flow: 'cashier', forged: noMac });
const background = (method: string) => ({ method, currency: 'TWD', amount: 980, flow: 'background' });

export const ecpayProfile: GatewayProfile = {
  gateway: 'ecpay',
  routes: {
    aio: cashier('all'),
    'aio/credit': cashier('credit'),
    'aio/atm': cashier('atm'),
    'aio/cvs': cashier('cvs'),
    'aio/barcode': cashier('barcode'),
    atm: background('atm'),
    cvs: background('cvs'),
    barcode: background('barcode'),
  },
  ack: '1|OK',
  createPath: '/GenPaymentCode',
  canQuery: true,
  declines: false,
  simulates: true,
  wrongAmount: refusal('ECPay amount mismatch.'),
  forged: noEnvelope,
  forgeries: ({ route, gatewayOrderNo }) => {
    const fields = { MerchantTradeNo: gatewayOrderNo, RtnCode: '1', TradeAmt: '980', CheckMacValue: 'A'.repeat(64) };
    const form = (MerchantID: string) => new URLSearchParams({ ...fields, MerchantID }).toString();
    const envelope = (MerchantID: string) => JSON.stringify({ MerchantID, TransCode: 1, Data: 'bm90aGluZw==' });
    const foreign = route.startsWith('aio') ? noEnvelope : stranger;
    return [
      { what: 'a form of another merchant', headers: forms, body: form('2000132'), refusal: stranger },
      { what: 'a form with any MAC', headers: forms, body: form('3002607'), refusal: noMac },
      { what: 'an envelope of another merchant', headers: json, body: envelope('2000132'), refusal: foreign },
      { what: 'an envelope that does not open', headers: json, body: envelope('3002607'), refusal: noEnvelope },
    ];
  },
  canaries: { refused: { hash_key: 'EcpayKeyOfNobody' } },
  // Published by ECPay, both.
  credentials: { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' },
  aliases: { merchant_id: 'MerchantID', hash_key: 'HashKey', hash_iv: 'HashIV', platform_id: 'PlatformID' },
  synonyms: {
    environment: [
      ['test', 'testing', 'stage', 'staging', ' Stage '],
      ['production', 'prod', 'PROD'],
    ],
  },
  otherCredentials: { merchant_id: '2000132', hash_key: '5294y06JbISpM5x9', hash_iv: 'v77hoKGq4kWxNNIS' },
  required: ['merchant_id', 'hash_key', 'hash_iv'],
  secrets: ['hash_key', 'hash_iv'],
  credentialCode: 'ECPAY_CREDENTIAL_INVALID',
  byBrowser: ['aio/credit', ...codes],
  codeByCallback: codes,
};
