import { gatewayContract } from '@paycore/testing';
import { smilepayDocs } from './docs/index.ts';
import { smilepay } from './index.ts';
import { smilepaySimulator } from './simulator/index.ts';
import { smilepayProfile } from './testing/index.ts';

gatewayContract('smilepay', {
  ...smilepayProfile,
  gateway: smilepay,
  docs: smilepayDocs,
  simulator: smilepaySimulator,
});
