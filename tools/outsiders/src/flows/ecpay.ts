import type { Board } from '../board.ts';
import { ecpayOfficial, nodeEcpayAio, rytass, type Outsider } from '../clients.ts';
import type { Stage } from '../stage.ts';
import { like } from './like.ts';
import { orderNo, taipeiTime } from './order-no.ts';

type Fields = Readonly<Record<string, string>>;

interface Notice {
  readonly path: string;
  readonly isBelieved: boolean;
  readonly fields: Fields;
}

const amount = 980;
const methods = ['credit', 'atm', 'cvs', 'barcode'] as const;
type Method = (typeof methods)[number];

const codes: Readonly<Record<Exclude<Method, 'credit'>, { code: string; fields: object; read: object }>> = {
  atm: {
    code: '2',
    fields: { BankCode: like(/^\d{3}$/), vAccount: like(/^\d{16}$/) },
    read: { bankCode: like(/^\d{3}$/), account: like(/^\d{16}$/) },
  },
  cvs: {
    code: '10100073',
    fields: { PaymentNo: like(/^\w{14}$/) },
    read: { paymentCode: like(/^\w{14}$/) },
  },
  barcode: {
    code: '10100073',
    fields: { Barcode1: like(/^\w{9}$/), Barcode3: like(/^\d{15}$/) },
    read: { barcodes: [like(/^\w{9}$/), like(/^/), like(/^\d{15}$/)] },
  },
};

/** Without the two characters that node-ecpay-aio signs otherwise than ECPay's published vectors do: `'` and `~`. */
const plain = '折傘 (大) 50%* - A_1.5!';

const acknowledged = { callbacks: [{ status: 200, body: '1|OK' }] };

export function ecpayFlows(board: Board, of: () => Stage): void {
  for (const method of methods) {
    const flow = `${method}: placed, ${method === 'credit' ? '' : 'code told, '}paid, notice checked, queried`;
    board.flow(rytass, flow, () => payRytass(of(), method));
    for (const client of [ecpayOfficial, nodeEcpayAio]) board.flow(client, flow, () => pay(of(), client, method));
  }
  board.flow(nodeEcpayAio, 'atm: reads the issued account again', () => readCode(of()));
  for (const client of [rytass, ecpayOfficial, nodeEcpayAio]) {
    board.flow(client, 'credit: a forged notice is refused', () => refuseForged(of(), client));
    board.flow(client, "checks the form that PayCore sends to ECPay's cashier", () => checkForm(of(), client));
    board.flow(client, 'signs a notice, which PayCore believes; altered, it does not', () => signNotice(of(), client));
  }
}

async function place(stage: Stage, client: Outsider, method: Method): Promise<string> {
  const no = orderNo();
  const placed = { orderNo: no, method, amount, at: taipeiTime() };
  const { status, page } = await stage.client(client).call<{ status: number; page: string }>('place', placed);
  expect([status, page]).toEqual([200, like(new RegExp(no))]);
  return no;
}

async function payRytass(stage: Stage, method: Method): Promise<void> {
  const client = stage.client(rytass);
  const no = await place(stage, rytass, method);
  if (method !== 'credit') {
    expect(await stage.world.drive(no, 'issued')).toMatchObject(acknowledged);
    const order = await client.call('order', { orderNo: no });
    expect(order).toMatchObject({ state: 'ASYNC_INFO_RETRIEVED', code: codes[method].read });
  }
  expect(await stage.world.drive(no, 'paid')).toMatchObject(acknowledged);
  const paid = { state: 'COMMITTED', amount, paidAt: like(/^\d{4}-/) };
  const card = { payer: { card4Number: like(/^\d{4}$/), authCode: like(/^\w+$/) } };
  const wanted = { ...paid, ...(method === 'credit' && card) };
  expect(await client.call('order', { orderNo: no })).toMatchObject(wanted);
  expect(await client.call('query', { orderNo: no })).toMatchObject(wanted);
}

async function pay(stage: Stage, outsider: Outsider, method: Method): Promise<void> {
  const client = stage.client(outsider);
  const no = await place(stage, outsider, method);
  if (method !== 'credit') {
    expect(await stage.world.drive(no, 'issued')).toMatchObject(acknowledged);
    const { code, fields } = codes[method];
    expect(await client.call('notices', { orderNo: no })).toMatchObject([
      { path: '/code', isBelieved: true, fields: { RtnCode: code, TradeAmt: String(amount), ...fields } },
    ]);
  }
  expect(await stage.world.drive(no, 'paid')).toMatchObject(acknowledged);
  const notices = await client.call<Notice[]>('notices', { orderNo: no });
  const paid = { RtnCode: '1', TradeAmt: String(amount), SimulatePaid: '0' };
  expect(notices.at(-1)).toMatchObject({ path: '/paid', isBelieved: true, fields: paid });
  const { isGenuine, fields } = await client.call<{ isGenuine: boolean; fields: Fields }>('query', { orderNo: no });
  expect([isGenuine, fields['TradeStatus'], Number(fields['TradeAmt'])]).toEqual([true, '1', amount]);
}

async function readCode(stage: Stage): Promise<void> {
  const no = await place(stage, nodeEcpayAio, 'atm');
  await stage.world.drive(no, 'issued');
  // The client makes a number of the wrong one of its fields: what is compared is text.
  const read = await stage.client(nodeEcpayAio).call<Fields>('code', { orderNo: no });
  expect(read).toMatchObject({ MerchantTradeNo: no, vAccount: like(/^\d{16}$/) });
}

async function refuseForged(stage: Stage, client: Outsider): Promise<void> {
  const no = await place(stage, client, 'credit');
  const { callbacks } = await stage.world.drive(no, 'paid?forged=1');
  expect(callbacks).toMatchObject([{ body: like(/^0\|/) }]);
}

/** The form of a payment that PayCore made, and where its notices go. */
async function formOf(stage: Stage, client: Outsider): Promise<{ paymentNo: string; fields: Fields }> {
  const { world } = stage;
  const order = world.order({ item_name: client === nodeEcpayAio ? plain : `Tom's ~ ${plain}` });
  const { status, body } = await world.create(order, 'ecpay/aio/credit');
  expect(status).toBe(200);
  const form = body.data['redirect_form'] as { fields: Fields };
  return { paymentNo: body.data.payment_no, fields: form.fields };
}

async function checkForm(stage: Stage, client: Outsider): Promise<void> {
  const { fields } = await formOf(stage, client);
  expect(await stage.client(client).call('verify', fields)).toBe(true);
  expect(await stage.client(client).call('verify', { ...fields, TotalAmount: '1' })).toBe(false);
}

async function signNotice(stage: Stage, client: Outsider): Promise<void> {
  const { paymentNo, fields } = await formOf(stage, client);
  const signed = await stage.client(client).call<Fields>('sign', {
    MerchantID: fields['MerchantID'],
    MerchantTradeNo: fields['MerchantTradeNo'],
    StoreID: '',
    RtnCode: '1',
    RtnMsg: '交易成功',
    TradeNo: '2611260000009999',
    TradeAmt: String(amount),
    PaymentDate: taipeiTime(),
    PaymentType: 'Credit_CreditCard',
    PaymentTypeChargeFee: '10',
    TradeDate: taipeiTime(),
    PlatformID: '',
    SimulatePaid: '0',
    CustomField1: fields['CustomField1'] ?? '',
    CustomField2: '',
    CustomField3: '',
    CustomField4: '',
  });
  const post = async (body: Fields) => {
    const answer = await fetch(fields['ReturnURL'] ?? '', { method: 'POST', body: new URLSearchParams(body) });
    return [answer.status, await answer.text()];
  };
  const statusNow = async () => (await stage.world.query(paymentNo)).body.data.status;
  expect(await post({ ...signed, TradeNo: '2611260000001111' })).toEqual([400, like(/^/)]);
  expect(await statusNow()).toBe('pending');
  expect(await post(signed)).toEqual([200, '1|OK']);
  expect(await statusNow()).toBe('paid');
}
