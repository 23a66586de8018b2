// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.
import type { GatewayProfile } from '@paycore/testing';
import { ecpayProfile } from '@paycore/gateway-ecpay/testing';
import { paypalProfile } from '@paycore/gateway-paypal/testing';
import { plusProfile } from '@paycore/gateway-plus/testing';
import { smilepayProfile } from '@paycore/gateway-smilepay/testing';
import { stripeProfile } from '@paycore/gateway-stripe/testing';

export const gatewayProfiles: readonly GatewayProfile[] = [
  ecpayProfile,
  paypalProfile,
  plusProfile,
  smilepayProfile,
  stripeProfile,
];
