// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.
import type { GatewayDocsFactory } from '@paycore/core';
import { ecpayDocs } from '@paycore/gateway-ecpay/docs';
import { paypalDocs } from '@paycore/gateway-paypal/docs';
import { plusDocs } from '@paycore/gateway-plus/docs';
import { smilepayDocs } from '@paycore/gateway-smilepay/docs';
import { stripeDocs } from '@paycore/gateway-stripe/docs';

export const gatewayDocs: readonly GatewayDocsFactory[] = [ecpayDocs, paypalDocs, plusDocs, smilepayDocs, stripeDocs];
