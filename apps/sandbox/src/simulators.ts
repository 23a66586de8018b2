// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.
import type { SimulatorFactory } from '@paycore/core';
import { ecpaySimulator } from '@paycore/gateway-ecpay/simulator';
import { smilepaySimulator } from '@paycore/gateway-smilepay/simulator';

export const simulatorFactories: readonly SimulatorFactory[] = [ecpaySimulator, smilepaySimulator];
