// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.
import type { GatewayFactory } from '@paycore/core';
import { ecpay } from '@paycore/gateway-ecpay';
import { smilepay } from '@paycore/gateway-smilepay';

export const gatewayFactories: readonly GatewayFactory[] = [ecpay, smilepay];
