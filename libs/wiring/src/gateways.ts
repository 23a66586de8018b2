// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.
import type { GatewayFactory } from '@paycore/core';
import { ecpay } from '@paycore/gateway-ecpay';
import { paypal } from '@paycore/gateway-paypal';
import { plus } from '@paycore/gateway-plus';
import { smilepay } from '@paycore/gateway-smilepay';
import { stripe } from '@paycore/gateway-stripe';

export const gatewayFactories: readonly GatewayFactory[] = [ecpay, paypal, plus, smilepay, stripe];
