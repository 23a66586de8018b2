import { gatewayContract } from '@paycore/testing';
import { paypalDocs } from './docs/index.ts';
import { paypal } from './index.ts';
import { paypalSimulator } from './simulator/index.ts';
import { paypalProfile } from './testing/index.ts';

gatewayContract('paypal', { ...paypalProfile, gateway: paypal, docs: paypalDocs, simulator: paypalSimulator });
