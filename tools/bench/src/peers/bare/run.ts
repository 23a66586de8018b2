import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { MongoClient, type Collection } from 'mongodb';
import { account, openData } from '../ecpay-wire.ts';
import { answerTo, covered, intent, issuedUpdate, type Stored } from './document.ts';
import { careful, none, type Duties } from './duties.ts';
import { gatewayAt, type Issue } from './gateway.ts';
import { deliver, noticeOf } from './notices.ts';

const { MONGODB_URI = '', BENCH_GATEWAY = '', BENCH_API_KEY } = process.env;

type Payments = Collection<Stored>;

/** One insert, the gateway call, one update. */
const create =
  (payments: Payments, issue: Issue, { authenticate, read, seal, mac }: Duties): RequestHandler =>
  async (req, res) => {
    if (!(await authenticate(req.get('x-api-key')))) return void res.status(401).end();
    const body = read(req.body);
    const drawn = intent(body, seal({ credentials: body.gateway_credentials, payok: body.payok_url }));
    const stored = { ...drawn, mac: mac(covered(drawn)) };
    await payments.insertOne(stored);
    const callbackUrl = `http://callback.test/callback?payment_no=${stored._id}`;
    const issued = await issue(stored.gatewayOrderNo, body.amount, callbackUrl);
    const page = seal({ kind: 'account', account: issued.ATMInfo.vAccount, bankCode: issued.ATMInfo.BankCode });
    await payments.updateOne({ _id: stored._id, version: 1 }, issuedUpdate(issued, page, stored.mac));
    res.json(answerTo(body, stored, issued));
  };

/** Opens what the gateway sealed, then one conditional update that holds the notice. `to` has one delivered after the ACK. */
const callback =
  (payments: Payments, { hasOwnCredentials, open, readAnswer, mac }: Duties): RequestHandler =>
  async (req, res) => {
    const { payment_no: paymentNo = '', to } = req.query as Readonly<Record<string, string | undefined>>;
    const { MerchantID, Data } = req.body as { readonly MerchantID: string; readonly Data: string };
    const payment = hasOwnCredentials ? await payments.findOne({ _id: paymentNo }) : undefined;
    if (payment === null) return void res.status(404).end();
    if (payment && mac(covered(payment)) !== payment.mac) return void res.status(500).end();
    const answer = readAnswer(openData(Data));
    if (answer.RtnCode !== 1 || MerchantID !== ownerOf(payment, open)) return void res.status(400).end();
    const now = new Date();
    const { MerchantTradeNo, TradeAmt, TradeNo } = answer.OrderInfo;
    const notice = to === undefined ? undefined : noticeOf(paymentNo, TradeAmt, to, now);
    const paid = { status: 'paid', paidAt: now, paidKey: paymentNo };
    const { matchedCount } = await payments.updateOne(
      { _id: paymentNo, gatewayOrderNo: MerchantTradeNo, status: 'pending' },
      {
        $inc: { version: 1 },
        $set: { ...paid, gatewayTradeNo: TradeNo, notice, mac: payment && mac(covered({ ...payment, ...paid })) },
        $unset: { closesAt: '', asksAt: '' },
        $push: { events: { at: now, type: 'paid', detail: { gatewayTradeNo: TradeNo } } },
      },
    );
    if (matchedCount !== 1) return void res.status(404).end();
    res.type('text/plain').send('1|OK');
    if (notice) await deliver(payments, paymentNo, notice);
  };

/** The account that the stored credentials are of. */
function ownerOf(payment: Stored | undefined, open: Duties['open']): string {
  if (!payment) return account.merchant_id;
  const { credentials } = open(payment.secrets) as { readonly credentials: { readonly merchant_id: string } };
  return credentials.merchant_id;
}

/** Serves until the bench ends it. */
export async function run(): Promise<void> {
  // Writes wait for what PayCore's wait for.
  const client = new MongoClient(MONGODB_URI, { writeConcern: { w: 'majority', j: true }, ignoreUndefined: true });
  const name = BENCH_API_KEY === undefined ? 'bare' : 'careful';
  const payments = client.db().collection<Stored>(`${name}_payments`);
  await payments.createIndex({ orderKey: 1 }, { unique: true, sparse: true });
  await payments.createIndex({ gatewayOrderNo: 1 }, { unique: true });
  const duties =
    BENCH_API_KEY === undefined ? none : await careful(client.db().collection(`${name}_keys`), BENCH_API_KEY);

  const app = express().disable('x-powered-by').disable('etag');
  app.post('/create', express.json(), create(payments, gatewayAt(BENCH_GATEWAY), duties));
  app.post('/callback', express.json(), callback(payments, duties));
  app.delete('/keys/:key', async (req, res) => void res.json(await duties.revoke(req.params.key)));
  const server = createServer({ keepAliveTimeout: 65_000 }, app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.({ ready: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  process.on('disconnect', () => process.exit(0)).on('SIGTERM', () => process.exit(0));
}
