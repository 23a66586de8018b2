import { gatewayContract } from '@paycore/testing';
import { ecpayDocs } from './docs/index.ts';
import { ecpay } from './index.ts';
import { ecpaySimulator } from './simulator/index.ts';
import { ecpayProfile } from './testing/index.ts';

gatewayContract('ecpay', { ...ecpayProfile, gateway: ecpay, docs: ecpayDocs, simulator: ecpaySimulator });
