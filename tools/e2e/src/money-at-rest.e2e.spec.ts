import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withDatabase, type StoredPayment } from './stored.ts';
import { World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.start({ PAYCORE_TICK: '500ms' });
}, 240_000);

afterAll(() => world?.stop());

/** As whoever can write to the database would. */
const change = (paymentNo: string, set: object) =>
  withDatabase(world.demo.mongodb_uri, (client) =>
    client.db().collection<StoredPayment>('payments').updateOne({ _id: paymentNo }, { $set: set }),
  );

const numbersOf = ({ body }: { readonly body: { readonly data: object } }) =>
  (body.data as { payments: { payment_no: string }[] }).payments.map(({ payment_no }) => payment_no);

async function linesAbout(paymentNo: string): Promise<string[]> {
  const log = await readFile(join(world.home, 'paycore.log'), 'utf8');
  return log.split('\n').filter((line) => line.includes('A payment is broken') && line.includes(paymentNo));
}

it('a payment whose amount was changed in the database cannot be paid with that amount, nor with its own', async () => {
  const [{ paymentNo, orderNo }, other] = [await world.issued(), await world.issued()];
  await change(paymentNo, { 'request.amount': 1, amount: 1 });

  for (const paid of ['paid?amount=1', 'paid']) {
    const { callbacks } = await world.drive(orderNo, paid);
    const [{ status, body } = { status: 0, body: '' }] = callbacks;
    expect([status, body]).toEqual([500, expect.not.stringContaining('OK')]);
  }
  expect(await world.document(paymentNo)).toMatchObject({ status: 'pending' });
  expect((await world.document(paymentNo)).notice).toBeUndefined();

  const query = await world.query(paymentNo);
  expect([query.status, query.body.error]).toMatchObject([500, { error_code: 'INTERNAL_ERROR' }]);
  const listed = numbersOf(await world.api('GET', '/api/paycore/payments?environment=test'));
  expect(listed).toContain(other.paymentNo);
  expect(listed).not.toContain(paymentNo);
  await expect(world.cli('payment', 'show', paymentNo)).rejects.toThrow(/is not as PayCore wrote it/);

  await change(paymentNo, { closesAt: new Date(0), 'attempts.0.closesAt': new Date(0) });
  await world.drive(other.orderNo, 'paid');
  await world.untilNoticed(other.paymentNo);
  expect(await world.document(other.paymentNo)).toMatchObject({ status: 'paid' });
  const told = async () => (await linesAbout(paymentNo)).some((line) => line.includes('"scheduler"'));
  await world.until('the scheduler has met it', told);
  expect(await world.document(paymentNo)).toMatchObject({ status: 'pending' });

  await change(paymentNo, { 'request.amount': 980, amount: 980 });
  expect((await world.drive(orderNo, 'paid')).callbacks[0]).toMatchObject({ status: 200 });
  expect((await world.query(paymentNo)).body.data).toMatchObject({ status: 'paid', amount: 980 });
});

it('nor one whose mac was taken away with the change', async () => {
  const { paymentNo, orderNo } = await world.issued();
  await withDatabase(world.demo.mongodb_uri, (client) =>
    client
      .db()
      .collection<StoredPayment & { readonly mac: string }>('payments')
      .updateOne({ _id: paymentNo }, { $set: { 'request.amount': 1 } as object, $unset: { mac: '' } }),
  );
  const { callbacks } = await world.drive(orderNo, 'paid?amount=1');
  expect(callbacks[0]).toMatchObject({ status: 500 });
  expect(await world.document(paymentNo)).toMatchObject({ status: 'pending' });
});
