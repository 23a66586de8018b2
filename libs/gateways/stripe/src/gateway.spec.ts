import { gatewayContract } from '@paycore/testing';
import { stripeDocs } from './docs/index.ts';
import { stripe } from './index.ts';
import { stripeSimulator } from './simulator/index.ts';
import { stripeProfile } from './testing/index.ts';

gatewayContract('stripe', { ...stripeProfile, gateway: stripe, docs: stripeDocs, simulator: stripeSimulator });
