import type { GatewayFactory, SimulatorFactory, Strings } from '@paycore/core';
import { gatewayContract } from '@paycore/testing';
import { otherWords } from './fixtures/other-words.ts';
import { plus } from './index.ts';
import { plusSimulator } from './simulator/index.ts';

const rules = {
  required: ['appid', 'secret_key'],
  secrets: ['secret_key'],
  credentialCode: 'PLUS_CREDENTIAL_INVALID',
};
const json = { appid: 'paycore-demo', secret_key: '5f0c2d9b7e14a8630fd1' };
const form = { appid: 'plus2109', secret_key: 'c81e728d9d4c2f636f06' };

gatewayContract('plus', {
  gateway: plus,
  simulator: plusSimulator,
  credentials: json,
  otherCredentials: form,
  ...rules,
});

const speaking = (settings: Strings): { gateway: GatewayFactory; simulator: SimulatorFactory } => ({
  gateway: { ...plus, make: (runtime) => plus.make({ ...runtime, settings }) },
  simulator: { ...plusSimulator, open: (runtime) => plusSimulator.open({ ...runtime, settings }) },
});

gatewayContract('plus in other words', {
  ...speaking(otherWords),
  credentials: form,
  otherCredentials: json,
  ...rules,
});
