import type { CreateBody, World } from '../world.ts';
import { rows, type Row } from './rows/rows.ts';
import { badCredentials, otherCurrency, refusals, type Provoked } from './rows/provoked.ts';

const failure = (status: number, error_code: string) => ({ status, body: { success: false, error: { error_code } } });

/** Rows 4 to 23: what creates refuse, and the errors where a gateway refuses or fails. */
export function describeCreates(of: () => World): void {
  const orderOf = ({ gateway, currency, amount }: Row, differences: CreateBody = {}) =>
    of().order({ currency, amount, ...differences }, gateway);
  const credentialsOf = ({ gateway }: Row, differences: CreateBody) => ({
    gateway_credentials: { ...of().demo.credentials[gateway], ...differences },
  });
  const send = (row: Row, differences: CreateBody = {}) => of().create(orderOf(row, differences), row.path);

  async function expectRefused(row: Row, differences: CreateBody, provoked: Provoked): Promise<void> {
    const { status = 422, code, message, fields } = provoked;
    const answer = await send(row, differences);
    expect(answer).toMatchObject(failure(status, code));
    if (message !== undefined) expect(answer.body.message).toBe(message);
    if (fields) expect(Object.keys(answer.body.error.fields ?? {}).sort()).toEqual([...fields].sort());
  }

  describe.each(rows)('row $number: POST /api/paycore/pay/$path', (row) => {
    const { gateway, path } = row;

    it('names all faults of a body at once', async () => {
      const body = { amount: 0, currency: 'TENLETTERS+', buyer_email: 'x', expire_days: 61, gateway_credentials: 'x' };
      const code = 'VALIDATION_FAILED';
      await expectRefused(row, body, { code, message: 'Validation failed', fields: Object.keys(body) });
    });

    it('wants a key, before anything else', async () => {
      const answer = await of().api('POST', `/api/paycore/pay/${path}`, { amount: 'x' }, '');
      expect(answer).toMatchObject(failure(401, 'UNAUTHORIZED'));
    });

    it('takes POST alone', async () => {
      expect(await of().api('GET', `/api/paycore/pay/${path}`)).toMatchObject(failure(405, 'METHOD_NOT_ALLOWED'));
    });

    it('refuses another payment of an order that has one, and names that', async () => {
      const { body, paymentNo } = await of().placed(path, { currency: row.currency, amount: row.amount });
      const answer = await of().create({ ...body, amount: row.amount + 100 }, path);
      expect(answer).toMatchObject(failure(409, 'ORDER_CONFLICT'));
      expect(answer.body.error).toMatchObject({ payment_no: paymentNo });
    });

    it.each(badCredentials[gateway] ?? [])('refuses credentials $what', async ({ differences, ...provoked }) => {
      await expectRefused(row, credentialsOf(row, differences), provoked);
    });

    it.each(otherCurrency(row))('refuses the currency $currency', ({ currency, ...provoked }) =>
      expectRefused(row, { currency }, provoked),
    );

    for (const { what, differences, order = {}, ...provoked } of refusals(row)) {
      it(`passes on that the gateway refuses ${what}`, () =>
        expectRefused(row, { ...order, ...credentialsOf(row, differences) }, provoked));
    }
  });

  describe.each(rows.filter(({ hasForm }) => !hasForm))('row $number: $path, where the gateway fails', (row) => {
    afterEach(() => of().clearFaults(row.gateway));

    it('says so, and the repeat finishes the same payment', async () => {
      await of().fault({ mode: 'status', status: 500, times: 1, path: createPaths[row.gateway] }, row.gateway);
      const body = orderOf(row);
      expect(await of().create(body, row.path)).toMatchObject(failure(502, failedCodes[row.gateway] ?? ''));
      const repeat = await of().create(body, row.path);
      expect(repeat).toMatchObject({ status: 200, body: { data: { created: false, status: 'pending' } } });
      row.created.parse(repeat.body.data.payment_info);
    });
  });
}

/** What stands in the path of the gateway's call that makes an order. */
const createPaths: Readonly<Record<string, string>> = {
  ecpay: '/GenPaymentCode',
  smilepay: '/SPPayment.asp',
  paypal: '/v2/checkout/orders',
  stripe: '/v1/payment_intents',
  plus: '/api/pay/atm',
};

const failedCodes: Readonly<Record<string, string>> = {
  ecpay: 'ECPAY_BACKGROUND_CODE_FAILED',
  smilepay: 'PAYMENT_GATEWAY_ERROR',
  paypal: 'PAYPAL_REQUEST_REJECTED',
  stripe: 'STRIPE_PAYMENT_INTENT_CREATE_FAILED',
  plus: 'PAYMENT_GATEWAY_ERROR',
};
