import { gatewayContract } from '@paycore/testing';
import { paypal } from './index.ts';
import { paypalSimulator } from './simulator/index.ts';

gatewayContract('paypal', {
  gateway: paypal,
  simulator: paypalSimulator,
  credentials: paypalSimulator.demoCredentials,
  otherCredentials: {
    client_id: 'AQkquBDf1zctJOWGKWUEtKXm6qVhueUEMvXO_-MCI4DQQ4-LWvkDLIN2fGsd',
    client_secret: 'EL1tVxAjhT7cJimnz5-Nsx9k2reTKSVfErNQF-CmrwJgxRtylkGTKlU4RvrX',
    environment: 'sandbox',
    webhook_id: '4JH86294D6297924G',
  },
  required: ['client_id', 'client_secret'],
  secrets: ['client_secret'],
  credentialCode: 'PAYPAL_CLIENT_ID_REQUIRED',
});
