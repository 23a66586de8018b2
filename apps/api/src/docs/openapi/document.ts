import type { JsonSchema } from '@paycore/core';
import type { Hosts } from '../hosts.ts';
import type { Chapter, Endpoint, Reference } from '../reference/model.ts';
import { operationOf } from './operation.ts';

export type OpenApi = Readonly<Record<string, unknown>> & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: Readonly<Record<'schemas' | 'securitySchemes', Readonly<Record<string, JsonSchema>>>>;
};

const description = `One HTTP API for several payment gateways: create a payment, send the payer to \`payment_url\`, and get a notice
at \`payok_url\` once it is paid. Every answer is JSON in one envelope. Amounts are integers whose unit depends on the gateway; see
\`amount\` of each create call.

A payment may place several orders at its gateway (\`attempts\`): a create repeated after the deadline gets a fresh code in the
same payment, and a cashier gets a new number each time the payer goes there. The first one paid is kept. Should another be paid
as well, \`paid_twice\`, \`paid_beside\` and the overview's \`to_return_amount\` tell what to refund.`;

/** The OpenAPI 3.1 document of the reference. */
export function openApiOf({ chapters, schemas }: Reference, { publicUrl, callbackUrl }: Hosts): OpenApi {
  const all = chapters.flatMap((chapter) => chapter.endpoints.map((endpoint) => ({ chapter, endpoint })));
  const received = all.filter(({ endpoint }) => endpoint.host !== 'merchant');
  const sent = all.filter(({ endpoint }) => endpoint.host === 'merchant');
  return {
    openapi: '3.1.1',
    info: { title: 'PayCore API', version: '1.0.0', description },
    servers: [{ url: publicUrl, description: 'API and payment pages' }],
    tags: chapters.map(({ name, title, summary }) => ({ name, description: `${title.en}. ${summary.en}` })),
    paths: pathsOf(received, { url: callbackUrl, description: 'Gateway callbacks' }),
    webhooks: Object.fromEntries(sent.map(({ chapter, endpoint }) => [endpoint.id, itemOf(chapter, endpoint)])),
    components: {
      schemas,
      securitySchemes: {
        ApiKey: { type: 'apiKey', in: 'header', name: 'X-API-KEY', description: 'API key of a PayCore project.' },
        ManagementKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-KEY',
          description: 'Management key of a PayCore project.',
        },
      },
    },
  };
}

type Placed = readonly { readonly chapter: Chapter; readonly endpoint: Endpoint }[];

function pathsOf(placed: Placed, webhooks: object): OpenApi['paths'] {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { chapter, endpoint } of placed) {
    const servers = endpoint.host === 'webhooks' && { servers: [webhooks] };
    paths[endpoint.path] = { ...paths[endpoint.path], ...servers, ...itemOf(chapter, endpoint) };
  }
  return paths;
}

const itemOf = ({ name }: Chapter, endpoint: Endpoint) => ({
  [endpoint.verb.toLowerCase()]: operationOf(name, endpoint),
});
