import { refusal, type GatewayProfile } from '@paycore/testing';

const unverified = refusal('PayPal webhook verification failed.', 'PAYPAL_WEBHOOK_VERIFY_FAILED');

export const paypalProfile: GatewayProfile = {
  gateway: 'paypal',
  routes: { checkout: { method: 'checkout', currency: 'TWD', amount: 980 } },
  ack: JSON.stringify({ success: true, message: 'Webhook received' }),
  createPath: '/v2/checkout/orders',
  canQuery: true,
  declines: true,
  simulates: false,
  wrongAmount: refusal('PayPal amount mismatch.'),
  forged: unverified,
  forgeries: ({ paymentNo, gatewayOrderNo }) => {
    const json = { 'content-type': 'application/json' };
    const signature = {
      'paypal-transmission-id': '1',
      'paypal-transmission-time': new Date().toISOString(),
      'paypal-transmission-sig': 'bm90aGluZw==',
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': 'https://forger.example/v1/notifications/certs/CERT-1',
    };
    const body = JSON.stringify({
      event_type: 'CHECKOUT.ORDER.APPROVED',
      resource: { purchase_units: [{ custom_id: paymentNo, invoice_id: gatewayOrderNo }] },
    });
    return [
      { what: 'an event without a signature', headers: json, body, refusal: unverified },
      { what: 'an event of another certificate', headers: { ...json, ...signature }, body, refusal: unverified },
    ];
  },
  returnQuery: ({ gatewayTradeNo }) => ({ token: gatewayTradeNo }),
  canaries: { refused: { client_secret: 'CanaryPayPalSecretOfNobody' } },
  // PayPal publishes none: these are the sandbox's own.
  credentials: {
    client_id: 'AYSq3RDGsmBLJE-otTkBtM-jBRd1TCQwFf9RGfwddNXWz0uFU9ztymylOhRS',
    client_secret: 'EGnHDxD_qRPdaLdZz8iCr8N7_MzF-YHPTkjs6NKYQvQSBngp4PTTVWkPZRbL',
    environment: 'sandbox',
    webhook_id: '1JE4291016473214C',
  },
  synonyms: {
    environment: [
      ['sandbox', 'SANDBOX '],
      ['live', 'production'],
    ],
  },
  otherCredentials: {
    client_id: 'AQkquBDf1zctJOWGKWUEtKXm6qVhueUEMvXO_-MCI4DQQ4-LWvkDLIN2fGsd',
    client_secret: 'EL1tVxAjhT7cJimnz5-Nsx9k2reTKSVfErNQF-CmrwJgxRtylkGTKlU4RvrX',
    environment: 'sandbox',
    webhook_id: '4JH86294D6297924G',
  },
  required: ['client_id', 'client_secret'],
  secrets: ['client_secret'],
  credentialCode: 'PAYPAL_CLIENT_ID_REQUIRED',
};
