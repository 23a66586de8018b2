import { once } from 'node:events';
import { createServer } from 'node:http';

/** A shop's server on 127.0.0.1; answers its address. */
export async function openShop(listener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

async function formOf(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
}

/** A shop of ECPay's, which believes what the client's own check believes. */
export async function openEcpayShop(isGenuine) {
  const notices = [];
  const url = await openShop(async (req, res) => {
    const fields = await formOf(req);
    const isBelieved = isGenuine(fields);
    notices.push({ path: req.url, isBelieved, fields });
    res.end(isBelieved ? '1|OK' : '0|CheckMacValue');
  });
  const of = ({ orderNo }) => notices.filter(({ fields }) => fields.MerchantTradeNo === orderNo);
  return { url, of };
}

/** Submits a form as the payer's browser does, but to the sandbox; answers its status and page. */
export async function submit(html, base) {
  const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const inputs = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')]);
  const { pathname } = new URL(attribute(/<form[^>]*>/.exec(html)?.[0] ?? '', 'action'));
  return post(`${base}${pathname.replace(/^\/ecpay(?=\/)/, '')}`, inputs);
}

async function post(url, fields) {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, page: await answer.text() };
}
