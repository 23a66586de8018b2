import { refusal, type GatewayProfile } from '@paycore/testing';

const route = (method: string) => ({ method, currency: 'TWD', amount: 980 });
const noToken = refusal('SmilePay validation token mismatch.');

export const smilepayProfile: GatewayProfile = {
  gateway: 'smilepay',
  routes: { atm: route('atm'), cvs: route('cvs'), barcode: route('barcode') },
  ack: 'OK',
  createPath: '/SPPayment.asp',
  canQuery: false,
  declines: false,
  simulates: true,
  wrongAmount: refusal('SmilePay amount mismatch.'),
  forged: noToken,
  forgeries: ({ gatewayOrderNo }) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const fields = { Data_id: gatewayOrderNo, Amount: '980', Status: '1' };
    const body = (Dcvc: string) => new URLSearchParams({ ...fields, Dcvc }).toString();
    return [
      { what: 'a callback of another merchant without a token', headers, body: body('2109'), refusal: noToken },
      { what: 'a callback without a token', headers, body: body('107'), refusal: noToken },
      {
        what: 'a callback with any token',
        headers,
        body: body('107'),
        query: { validation_token: 'x' },
        refusal: noToken,
      },
    ];
  },
  canaries: {
    refused: { verify_key: 'CanaryVerifyKeyOfNobody' },
    added: { validation_token: 'CanaryValidationToken' },
  },
  credentials: {
    dcvc: '107',
    rvg2c: '1',
    verify_key: '174A02F97A95F72CE301137B3F98D128',
    validation_token: 'T-0f4c2ea91b',
    merchant_verify_code: '1111',
  },
  aliases: { dcvc: 'Dcvc', rvg2c: 'Rvg2c', verify_key: 'Verify_key' },
  synonyms: {
    default_cvs_type: [
      ['', 'ibon', 'barcode'],
      ['fami', 'famiport', 'family'],
    ],
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
  credentialCode: 'SMILEPAY_CREDENTIAL_INVALID',
  forgetsOrders: true,
};
