import type { Endpoint } from '../../reference/model.ts';
import { callOf, type Reader } from './call.ts';
import { curl } from './curl.ts';
import { laravel } from './laravel.ts';
import { typeScript } from './typescript.ts';

export interface Sample {
  readonly language: string;
  readonly text: string;
}

/** How to call the endpoint: always curl, plus TypeScript and PHP where a merchant's server calls. */
export function samplesOf(endpoint: Endpoint, reader: Reader): readonly [Sample, ...Sample[]] {
  const call = callOf(endpoint, reader);
  const shell = { language: 'curl', text: curl(call) };
  if (endpoint.sender !== 'merchant') return [shell];
  return [
    shell,
    { language: 'TypeScript', text: typeScript(call) },
    { language: 'PHP (Laravel)', text: laravel(call) },
  ];
}

export const noticeSample = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.PAYCORE_NOTICE_SECRET ?? ''); // whsec_…

app.post('/paycore/payok', express.raw({ type: 'application/json' }), (req, res) => {
  const notice = webhook.verify(req.body.toString(), req.headers); // throws unless it is genuine
  // notice.data.status === 'paid': fulfil notice.data.merchant_order_no, once per webhook-id
  res.sendStatus(204);
});`;
