import type { Gateway } from '@paycore/core';
import { gatewayDocs } from './gateway-docs.ts';
import type { Hosts } from './hosts.ts';
import { openApiOf } from './openapi/document.ts';
import { referenceOf } from './reference/reference.ts';
import type { Reader } from './site/samples/call.ts';
import { siteOf } from './site/site.ts';

/** All that is published about these gateways. */
export function documentationOf(gateways: readonly Gateway[]) {
  const reference = referenceOf(gateways, gatewayDocs);
  return {
    openApi: (hosts: Hosts) => JSON.stringify(openApiOf(reference, hosts)),
    /** By path. */
    site: (reader: Reader) => siteOf(reference, reader),
  };
}
