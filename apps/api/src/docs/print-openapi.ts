// `/openapi.json` on stdout, without database or settings: `node --import tsx apps/api/src/docs/print-openapi.ts`.
import { gatewayDocs } from './gateway-docs.ts';
import { unknownHosts } from './hosts.ts';
import { installedGateways } from './installed-gateways.ts';
import { openApiOf } from './openapi/document.ts';
import { referenceOf } from './reference/reference.ts';

process.stdout.write(JSON.stringify(openApiOf(referenceOf(installedGateways(), gatewayDocs), unknownHosts)));
