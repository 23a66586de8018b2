// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.
import type { SimulatorFactory } from '@paycore/simulator-kit';
import { ecpaySimulator } from '@paycore/gateway-ecpay/simulator';
import { paypalSimulator } from '@paycore/gateway-paypal/simulator';
import { plusSimulator } from '@paycore/gateway-plus/simulator';
import { smilepaySimulator } from '@paycore/gateway-smilepay/simulator';
import { stripeSimulator } from '@paycore/gateway-stripe/simulator';

export const simulatorFactories: readonly SimulatorFactory[] = [
  ecpaySimulator,
  paypalSimulator,
  plusSimulator,
  smilepaySimulator,
  stripeSimulator,
];
