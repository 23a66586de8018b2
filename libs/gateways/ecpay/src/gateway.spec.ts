import { gatewayContract } from '@paycore/testing';
import { ecpay } from './index.ts';
import { ecpaySimulator } from './simulator/index.ts';
import { ecpayProfile } from './testing/index.ts';

gatewayContract('ecpay', { ...ecpayProfile, gateway: ecpay, simulator: ecpaySimulator });
