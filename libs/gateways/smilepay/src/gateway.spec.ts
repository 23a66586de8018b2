import { gatewayContract } from '@paycore/testing';
import { smilepay } from './index.ts';
import { smilepaySimulator } from './simulator/index.ts';
import { smilepayProfile } from './testing/index.ts';

gatewayContract('smilepay', { ...smilepayProfile, gateway: smilepay, simulator: smilepaySimulator });
