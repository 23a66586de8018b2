import type { GatewayFactory, Strings } from '@paycore/core';
import type { SimulatorFactory } from '@paycore/simulator-kit';
import { gatewayContract } from '@paycore/testing';
import { otherWords } from './fixtures/other-words.ts';
import { plusDocs } from './docs/index.ts';
import { plus } from './index.ts';
import { plusSimulator } from './simulator/index.ts';
import { plusProfile } from './testing/index.ts';

gatewayContract('plus', { ...plusProfile, gateway: plus, docs: plusDocs, simulator: plusSimulator });

const speaking = (settings: Strings): { gateway: GatewayFactory; simulator: SimulatorFactory } => ({
  gateway: { ...plus, make: (runtime) => plus.make({ ...runtime, settings }) },
  simulator: { ...plusSimulator, open: (runtime) => plusSimulator.open({ ...runtime, settings }) },
});

gatewayContract('plus in other words', {
  ...plusProfile,
  ...speaking(otherWords),
  credentials: plusProfile.otherCredentials,
  otherCredentials: plusProfile.credentials,
});
