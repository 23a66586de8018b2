import { type Callback, type Strings } from '@paycore/core';
import type { Answerer } from '@paycore/testing';
import { captureEvent, checksums, orderEvent, orderId, vector, vectorBody } from './fixtures/events.ts';
import { bundle, faulty, issuer, lonely, root, signer, signWith, unknown, type Certificate } from './fixtures/pki.ts';
import {
  certificateUrl,
  order,
  signed,
  transmission,
  webhookBench as bench,
  webhookId,
} from './fixtures/webhook-bench.ts';
import { locate } from './callback.ts';
import { isSigned, readTransmission, signedText } from './sign.ts';

const failed = { kind: 'forged', code: 'PAYPAL_WEBHOOK_VERIFY_FAILED', message: 'PayPal webhook verification failed.' };

describe('the signed text', () => {
  it.each(checksums)('has the checksum of %j', (text, crc) => {
    expect(signedText(vector, 'W', Buffer.from(text))).toBe(`${vector.id}|${vector.time}|W|${crc}`);
  });

  it('is the one of the published vector', () => {
    expect(signedText(vector, vector.webhookId, Buffer.from(vectorBody))).toBe(vector.text);
  });

  it('is checked with RSA and SHA-256', () => {
    const key = signer.pair.publicKey;
    const sent = { ...vector, certificateUrl };
    const by = (algorithm: string) => ({ ...sent, signature: signWith(signer, vector.text, algorithm) });
    const check = (algorithm: string) =>
      isSigned(by(algorithm), vector.webhookId, Buffer.from(vectorBody), key as never);
    expect([check('RSA-SHA256'), check('RSA-SHA1'), check('RSA-SHA512')]).toEqual([true, false, false]);
  });
});

describe('a genuine event', () => {
  it('of a capture is money', async () => {
    const { verify, checks } = bench();
    expect(await verify(signed(captureEvent()))).toEqual({
      status: 'paid',
      gatewayTradeNo: orderId,
      info: { paypal_capture_id: '42311647XV020574X' },
    });
    expect(checks).toEqual([]);
  });

  it.each([
    ['CHECKOUT.ORDER.APPROVED', { status: 'pending', next: 'complete' }],
    ['CHECKOUT.ORDER.COMPLETED', { status: 'pending' }],
    ['CHECKOUT.ORDER.VOIDED', { status: 'pending' }],
    ['CHECKOUT.PAYMENT-APPROVAL.REVERSED', { status: 'pending', next: 'query' }],
  ])('%s is %j', async (type, outcome) => {
    expect(await bench().verify(signed(orderEvent(type)))).toEqual({ ...outcome, gatewayTradeNo: orderId });
  });

  it.each([
    ['PAYMENT.CAPTURE.DENIED', { status: 'failed', reason: { event: 'PAYMENT.CAPTURE.DENIED' } }],
    ['PAYMENT.CAPTURE.PENDING', { status: 'pending', underWay: true }],
    // PayPal may send it where the payer can try again.
    ['PAYMENT.CAPTURE.DECLINED', { status: 'pending', next: 'query' }],
  ])('%s is %j', async (type, outcome) => {
    expect(await bench().verify(signed(captureEvent(type)))).toEqual({ ...outcome, gatewayTradeNo: orderId });
  });

  it.each([
    ['status', { status: 'PENDING' }],
    ['amount', { amount: null }],
  ])('of a capture whose %s does not say so is no money', async (_, changes) => {
    expect(await bench().verify(signed(captureEvent(undefined, changes)))).toMatchObject({
      status: 'pending',
      next: 'query',
    });
  });

  it('is known by any one of its numbers, and whatever was sent before the order was known', async () => {
    for (const without of [['custom_id'], ['invoice_id'], ['supplementary_data'], ['custom_id', 'invoice_id']]) {
      const changes = Object.fromEntries(without.map((name) => [name, undefined]));
      expect(await bench().verify(signed(captureEvent(undefined, changes)))).toMatchObject({ status: 'paid' });
    }
    const { gatewayTradeNo: _, ...unanswered } = order;
    expect(await bench().verify(signed(captureEvent()), webhookId, unanswered)).toMatchObject({
      gatewayTradeNo: orderId,
    });
  });

  it('that names its payment alone leaves the order to PayPal, or comes again before that is known', async () => {
    const unnamed = signed(captureEvent(undefined, { invoice_id: undefined, supplementary_data: undefined }));
    expect(await bench().verify(unnamed)).toEqual({ status: 'pending', next: 'query' });
    const { gatewayTradeNo: _, ...unanswered } = order;
    const byTradeNo = signed(captureEvent(undefined, { invoice_id: undefined }));
    for (const callback of [unnamed, byTradeNo]) {
      for (const webhook of [webhookId, null]) {
        expect(await bench().refusal(callback, webhook, unanswered)).toMatchObject({ kind: 'forged' });
      }
    }
  });

  const tradeNos = { first: orderId, second: '5O190127TN364715U' };
  const second = { ...order, gatewayOrderNo: 'PC2606221200TTTT0002', gatewayTradeNo: tradeNos.second };
  it.each([
    ['a capture', captureEvent()],
    ['a denial', captureEvent('PAYMENT.CAPTURE.DENIED')],
    ['a capture without its invoice', captureEvent(undefined, { invoice_id: undefined })],
    ['a capture without its order', captureEvent(undefined, { supplementary_data: undefined })],
    ['a capture with the second order’s invoice', captureEvent(undefined, { invoice_id: second.gatewayOrderNo })],
    ['an approval', orderEvent()],
    ['an approval without its invoice', orderEvent(undefined, {}, { invoice_id: undefined })],
    ['an approval with the second order’s id', orderEvent(undefined, { id: tradeNos.second })],
  ])('%s of its payment’s first order is refused by the second', async (_, body) => {
    for (const webhook of [webhookId, null]) {
      const error = await bench().refusal(signed(body), webhook, second);
      expect(error).toMatchObject({ kind: 'forged', message: 'PayPal order number mismatch.' });
    }
  });

  it('finds its order by the number that we gave it, then by PayPal’s, then by the payment', () => {
    expect(locate(signed(captureEvent()))).toEqual([
      { by: 'gatewayOrderNo', value: order.gatewayOrderNo },
      { by: 'gatewayTradeNo', value: orderId },
      { by: 'paymentNo', value: order.paymentNo },
    ]);
  });

  it('is signed over bytes, whatever they spell', async () => {
    const body = captureEvent().replace('Payment completed', '付款 \\u0000 ✓').replace('{', '{ \n');
    expect(await bench().verify(signed(body))).toMatchObject({ status: 'paid' });
  });

  it('costs no call once the certificate is known: a thousand a minute', async () => {
    const authorities = { roots: [root.pem], intermediates: [issuer.pem] };
    const { verify, fake } = bench({ file: lonely.pem, maxPerMinute: 1, authorities });
    for (let at = 0; at < 1_000; at += 1) {
      const event = signed(captureEvent(undefined, { update_time: String(at) }), { by: lonely });
      expect(await verify(event)).toMatchObject({ status: 'paid' });
    }
    expect(fake.calls.map(({ url }) => url)).toEqual([certificateUrl]);
  });

  it('may come again, and late', async () => {
    const { verify, fake, later } = bench();
    await verify(signed(captureEvent()));
    later('2026-06-25T04:00:00Z');
    await verify(signed(captureEvent()));
    expect(fake.calls.map(({ url }) => url)).toEqual([certificateUrl]);
  });
});

describe('a forged event', () => {
  const body = captureEvent();
  const genuine = signed(body);
  const other = (bytes: string): Callback => ({ ...genuine, rawBody: Buffer.from(bytes) });
  const headed = (name: string, value: string): Callback => signed(body, { headers: { [name]: value } });
  const cut = (name: string): Callback => {
    const { [name]: _, ...headers } = genuine.headers as Record<string, string>;
    return { ...genuine, headers };
  };
  const at = (url: string) => headed('paypal-cert-url', url);
  const host = 'https://api.paypal.com';
  const path = '/v1/notifications/certs/CERT-1';

  const forgeries: [what: string, callback: Callback][] = [
    ['of another key', signed(body, { by: issuer })],
    ["for another merchant's webhook", signed(body, { webhook: '4JH86294D6297924G' })],
    ['for no webhook', signed(body, { webhook: '' })],
    ['for the simulator webhook', signed(body, { webhook: 'WEBHOOK_ID' })],
    ['with one more blank', other(`${body} `)],
    ['with another spelling', other(body.replace('"980"', '"\\u003980"'))],
    ['with another status', other(captureEvent('PAYMENT.CAPTURE.COMPLETED', { status: 'COMPLETED', x: 1 }))],
    ['of another type', other(body.replace('CAPTURE.COMPLETED', 'CAPTURE.DENIED'))],
    ['written anew', other(JSON.stringify(JSON.parse(body), null, 1))],
    ['with another transmission id', headed('paypal-transmission-id', '69cd13f0-d67a-11e5-baa3-778b53f4ae56')],
    ['with another time', headed('paypal-transmission-time', '2026-06-22T04:00:01Z')],
    ['with an id that swallows the time', headed('paypal-transmission-id', `${transmission.id}|${transmission.time}`)],
    ['with a time of words', headed('paypal-transmission-time', 'yesterday')],
    ['with an empty id', headed('paypal-transmission-id', '')],
    ['with an endless id', headed('paypal-transmission-id', 'a'.repeat(51))],
    ['with no signature', headed('paypal-transmission-sig', '')],
    ['with a short signature', headed('paypal-transmission-sig', 'AAAA')],
    ['with a signature that is no base64', headed('paypal-transmission-sig', '<>'.repeat(100))],
    ['with an endless signature', headed('paypal-transmission-sig', 'A'.repeat(2000))],
    ['of SHA-1', headed('paypal-auth-algo', 'SHA1withRSA')],
    ['of an algorithm in lower case', headed('paypal-auth-algo', 'sha256withrsa')],
    ['of no algorithm', headed('paypal-auth-algo', 'none')],
    ['of an HMAC', headed('paypal-auth-algo', 'HmacSHA256')],
    ...Object.keys(genuine.headers).map((name): [string, Callback] => [`without ${name}`, cut(name)]),
    ['whose certificate is a stranger’s', at(`https://evil.test${path}`)],
    ['whose certificate comes by http', at(`http://api.paypal.com${path}`)],
    ['whose certificate is inside', at(`http://127.0.0.1${path}`)],
    ['whose certificate is with a metadata service', at(`http://169.254.169.254${path}`)],
    ['whose certificate is a file', at(`file://${path}`)],
    ['whose certificate is data', at('data:text/plain,x')],
    ['whose certificate host only begins alike', at(`https://api.paypal.com.evil.test${path}`)],
    ['whose certificate host only ends alike', at(`https://evil-api.paypal.com${path}`)],
    ['whose certificate host is another of PayPal’s', at(`https://www.paypal.com${path}`)],
    ['whose certificate host hides behind a user', at(`https://api.paypal.com@evil.test${path}`)],
    ['whose certificate has a user', at(`https://user:pass@api.paypal.com${path}`)],
    ['whose certificate has a port', at(`https://api.paypal.com:8443${path}`)],
    ['whose certificate host ends with a dot', at(`https://api.paypal.com.${path}`)],
    ['whose certificate host is in capitals', at(`https://API.PAYPAL.COM${path}`)],
    ['whose certificate host has a backslash', at(`https://evil.test\\@api.paypal.com${path}`)],
    ['whose certificate host has another dot', at(`https://api。paypal.com${path}`)],
    ['whose certificate has another path', at(`${host}/v1/other/CERT-1`)],
    ['whose certificate climbs out of its path', at(`${host}/v1/notifications/certs/../../oauth2/token`)],
    ['whose certificate climbs out in disguise', at(`${host}/v1/notifications/certs/%2e%2e/CERT-1`)],
    ['whose certificate is deeper', at(`${host}${path}/x`)],
    ['whose certificate has a query', at(`${host}${path}?x=1`)],
    ['whose certificate has an anchor', at(`${host}${path}#x`)],
    ['whose certificate is none', at(`${host}/v1/notifications/certs/`)],
    ['whose certificate has a blank', at(` ${host}${path}`)],
    ['whose certificate has no scheme', at(`//api.paypal.com${path}`)],
    ['whose certificate address is endless', at(`${host}/v1/notifications/certs/${'a'.repeat(500)}`)],
  ];

  it('is one of many', () => expect(forgeries.length).toBeGreaterThanOrEqual(40));

  it.each(forgeries)('%s is refused, and only PayPal is called', async (_, callback) => {
    const { refusal, fake } = bench();
    expect(await refusal(callback)).toMatchObject(failed);
    for (const { url } of fake.calls) expect(url).toBe(certificateUrl);
  });

  it.each([
    ['payment', { custom_id: 'PAY202606221200ZZZZAAAC' }],
    ['order number', { invoice_id: 'PC2606221200TTTT0002' }],
    ['order number by letter case', { invoice_id: 'pc2606221200tttt0001' }],
    ['order', { supplementary_data: { related_ids: { order_id: '5O190127TN364715U' } } }],
    ['nothing at all', { custom_id: undefined, invoice_id: undefined, supplementary_data: undefined }],
  ])('that is genuine but of another %s is refused, with and without a webhook_id', async (_, changes) => {
    const callback = signed(captureEvent(undefined, changes));
    for (const webhook of [webhookId, null]) {
      expect(await bench().refusal(callback, webhook)).toMatchObject({
        kind: 'forged',
        message: 'PayPal order number mismatch.',
      });
    }
  });

  it.each([
    ['1', 'TWD'],
    ['9800', 'TWD'],
    ['980.01', 'TWD'],
    ['980.5', 'TWD'],
    ['-980', 'TWD'],
    ['980', 'USD'],
    ['980', 'twd'],
    ['0980', 'TWD'],
    ['9.8e2', 'TWD'],
  ])(
    'that is genuine but of %s %s is refused; of one that proves nothing PayPal is asked',
    async (value, currency_code) => {
      const amount = { value, currency_code };
      for (const event of [captureEvent(undefined, { amount }), orderEvent(undefined, {}, { amount })]) {
        const error = await bench().refusal(signed(event));
        expect(error).toMatchObject({ kind: 'forged', code: 'CALLBACK_REFUSED', message: 'PayPal amount mismatch.' });
        expect(error.log).toMatchObject({ expected_amount: 980, received_amount: value });
        expect(await bench().verify(signed(event), null)).toEqual({ status: 'pending', next: 'query' });
      }
    },
  );

  it('that is not genuine is told so, whichever order it names', async () => {
    for (const changes of [{}, { invoice_id: 'PC2606221200TTTT0002' }, { custom_id: 'PAY202606221200ZZZZAAAC' }]) {
      const error = await bench().refusal(signed(captureEvent(undefined, changes), { by: issuer }));
      expect(error).toMatchObject({ ...failed, isProven: false });
    }
  });

  it('that is genuine is believed to the cent alone', async () => {
    const dollars = { ...order, amount: 999, decimals: 2, currency: 'USD' };
    const of = (value: string) => signed(captureEvent(undefined, { amount: { value, currency_code: 'USD' } }));
    expect(await bench().verify(of('9.99'), webhookId, dollars)).toMatchObject({ status: 'paid' });
    for (const value of ['9.98', '10.00', '9', '9.9', '999', '0.99']) {
      const error = await bench().refusal(of(value), webhookId, dollars);
      expect(error).toMatchObject({ kind: 'forged', message: 'PayPal amount mismatch.' });
      expect(error.log).toMatchObject({ expected_amount: '9.99', received_amount: value });
    }
  });
});

describe('a certificate', () => {
  it.each(Object.entries(faulty))('%s counts nothing, and PayPal is not asked', async (_, chain) => {
    const { refusal, checks } = bench({ file: bundle(chain), check: 'SUCCESS' });
    expect(await refusal(signed(captureEvent(), { by: chain[0] as Certificate }))).toMatchObject(failed);
    expect(checks).toEqual([]);
  });

  it.each(Object.entries(unknown))('%s is for PayPal to judge', async (_, chain) => {
    const callback = signed(captureEvent(), { by: chain[0] as Certificate });
    expect(await bench({ file: bundle(chain) }).refusal(callback)).toMatchObject(failed);
    expect(await bench({ file: bundle(chain), check: 'SUCCESS' }).verify(callback)).toMatchObject({ status: 'paid' });
  });

  it.each(['', 'no certificate', `-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`])(
    'that cannot be read is for PayPal to judge: %j',
    async (file) => {
      expect(await bench({ file }).refusal(signed(captureEvent()))).toMatchObject(failed);
      expect(await bench({ file, check: 'SUCCESS' }).verify(signed(captureEvent()))).toMatchObject({ status: 'paid' });
    },
  );

  it('counts with its issuers in any order, and without those that it does not need', async () => {
    for (const chain of [
      [signer, root, issuer],
      [signer, issuer, issuer, root],
    ]) {
      expect(await bench({ file: bundle(chain) }).verify(signed(captureEvent()))).toMatchObject({ status: 'paid' });
    }
    const direct = unknown["of a stranger's root"] as readonly Certificate[];
    const file = bundle([signer, ...direct, issuer]);
    expect(await bench({ file }).verify(signed(captureEvent()))).toMatchObject({ status: 'paid' });
  });

  it('is fetched once for all who wait for it, and again once it has expired', async () => {
    const { verify, refusal, fake, later } = bench();
    await Promise.all([1, 2, 3].map(() => verify(signed(captureEvent()))));
    expect(fake.calls).toHaveLength(1);
    later('2027-02-01T00:00:00Z');
    expect(await refusal(signed(captureEvent()))).toMatchObject(failed);
    expect(fake.calls).toHaveLength(2);
  });

  it('that PayPal does not have is none', async () => {
    const { refusal, fake, serve, checks } = bench({ check: 'SUCCESS' });
    fake.answer = (call) => (call.url === certificateUrl ? new Response('', { status: 404 }) : serve(call));
    expect(await refusal(signed(captureEvent()))).toMatchObject(failed);
    expect(checks).toEqual([]);
  });
});

describe("PayPal's own check", () => {
  const away: [string, Answerer][] = [
    ['is not answered', () => Promise.reject(new Error('socket hang up'))],
    ['is a server error', () => new Response('oops', { status: 503 })],
    ['is a redirect', () => new Response('', { status: 302, headers: { location: 'https://evil.test/' } })],
    ['is too long', () => new Response('x'.repeat(70_000))],
  ];

  it.each(away)('decides where the certificate %s', async (_, answer) => {
    for (const check of ['SUCCESS', 'FAILURE', 'success']) {
      const { fake, serve, verify } = bench({ check });
      fake.answer = (call) => (call.url === certificateUrl ? answer(call) : serve(call));
      const verified = verify(signed(captureEvent()));
      await (check === 'SUCCESS' ? verified : expect(verified).rejects.toMatchObject(failed));
    }
  });

  it('is given the very text of the event', async () => {
    const body = captureEvent().replace('"980"', '"\\u0039\\u00380"').replace('{', '{  ');
    const { fake, serve, verify, checks } = bench({ check: 'SUCCESS' });
    fake.answer = (call) => (call.url === certificateUrl ? new Response('', { status: 500 }) : serve(call));
    const callback = signed(body);
    await verify(callback);
    const text = String(checks[0]?.body);
    expect(text.endsWith(`,"webhook_event":${body}}`)).toBe(true);
    const { webhook_event, ...rest } = JSON.parse(text);
    expect(webhook_event).toEqual(JSON.parse(body));
    expect(rest).toEqual({
      auth_algo: 'SHA256withRSA',
      cert_url: certificateUrl,
      transmission_id: transmission.id,
      transmission_sig: callback.headers['paypal-transmission-sig'],
      transmission_time: transmission.time,
      webhook_id: webhookId,
    });
  });

  it.each([
    [400, 'forged'],
    [404, 'forged'],
    [422, 'forged'],
    [401, 'unavailable'],
    [403, 'unavailable'],
    [429, 'unavailable'],
    [500, 'unavailable'],
  ])('that answers %i is %s', async (status, kind) => {
    const { fake, serve, refusal } = bench();
    fake.answer = (call) => {
      if (call.url === certificateUrl) throw new Error('socket hang up');
      return call.url.includes('verify') ? Response.json({ name: 'A_NAME' }, { status }) : serve(call);
    };
    expect((await refusal(signed(captureEvent()))).kind).toBe(kind);
  });

  it('that cannot be had either makes PayPal send the event again', async () => {
    const { fake, refusal } = bench();
    fake.answer = () => Promise.reject(new Error('socket hang up'));
    expect(await refusal(signed(captureEvent()))).toMatchObject({ kind: 'unavailable' });
  });
});

it('an approval that was taken back names the order another way', async () => {
  const { resource, ...event } = JSON.parse(orderEvent('CHECKOUT.PAYMENT-APPROVAL.REVERSED')) as { resource: object };
  const unit = { custom_id: order.paymentNo, invoice_id: order.gatewayOrderNo };
  const body = (order_id: string) =>
    JSON.stringify({ ...event, resource: { ...resource, id: undefined, order_id, purchase_units: [unit] } });
  expect(await bench().verify(signed(body(orderId)))).toEqual({
    status: 'pending',
    next: 'query',
    gatewayTradeNo: orderId,
  });
  expect(await bench().refusal(signed(body('5O190127TN364715U')))).toMatchObject({ kind: 'forged' });
});

describe('without a webhook_id', () => {
  it('an event is a hint, signed or not, and nobody is called', async () => {
    const { verify, fake } = bench();
    for (const body of [captureEvent(), orderEvent(), captureEvent('PAYMENT.CAPTURE.DENIED')]) {
      const callback = { rawBody: Buffer.from(body), headers: {}, query: {} };
      expect(await verify(callback, null)).toEqual({ status: 'pending', next: 'query' });
    }
    expect(fake.calls).toEqual([]);
  });
});

it('headers of any form are read or refused, never thrown at', () => {
  expect(readTransmission({})).toBeUndefined();
  expect(readTransmission(Object.create(null) as Strings)).toBeUndefined();
});

describe('a flood of forged events', () => {
  const forged = (at: number) =>
    signed(captureEvent(), {
      headers: { 'paypal-cert-url': `${certificateUrl}-${at}`, 'paypal-transmission-sig': 'AAAA' },
    });

  it('makes us ask PayPal so often a minute and no more, and is told to come again', async () => {
    const { refusal, fake, later } = bench({ file: 'none', maxPerMinute: 10 });
    const kinds: string[] = [];
    for (let at = 0; at < 20; at += 1) kinds.push((await refusal(forged(at))).kind);
    expect(kinds).toEqual([...Array<string>(5).fill('forged'), ...Array<string>(15).fill('unavailable')]);
    expect(fake.calls.filter(({ url }) => !url.includes('/oauth2/'))).toHaveLength(10);
    later('2026-06-22T04:01:00Z');
    expect((await refusal(forged(21))).kind).toBe('forged');
  });

  it('is in nobody’s way whose certificate is known', async () => {
    const { verify, refusal } = bench({ maxPerMinute: 3 });
    await verify(signed(captureEvent()));
    const kinds: string[] = [];
    for (let at = 0; at < 4; at += 1) kinds.push((await refusal(forged(at))).kind);
    expect(kinds).toEqual(['forged', 'forged', 'unavailable', 'unavailable']);
    expect(await verify(signed(captureEvent()))).toMatchObject({ status: 'paid' });
  });
});
