import { Channel } from '@rytass/payments';
import { ECPayPayment } from '@rytass/payments-adapter-ecpay';
import { serve, world } from './serve.mjs';
import { openShop, submit } from './shop.mjs';

const base = `${world.sandbox}/ecpay`;
const { merchant_id: merchantId, hash_key: hashKey, hash_iv: hashIv } = world.credentials;
const channels = {
  atm: Channel.VIRTUAL_ACCOUNT,
  cvs: Channel.CVS_KIOSK,
  barcode: Channel.CVS_BARCODE,
  credit: Channel.CREDIT_CARD,
};

const serverHost = await openShop((req, res) => payment.defaultServerListener(req, res));
const payment = new ECPayPayment({ baseUrl: base, merchantId, hashKey, hashIv, serverHost });
const orders = new Map();

const shown = ({ id, state, paymentType, asyncInfo, additionalInfo, committedAt, totalPrice }) => ({
  orderNo: id,
  state,
  paymentType,
  code: asyncInfo,
  payer: additionalInfo,
  paidAt: committedAt,
  amount: totalPrice,
});

await serve({
  async place({ orderNo, method, amount }) {
    const items = [{ name: '折傘', unitPrice: amount, quantity: 1 }];
    const order = await payment.prepare({ id: orderNo, items, channel: channels[method] });
    orders.set(orderNo, order);
    return submit(order.formHTML, base);
  },
  order: ({ orderNo }) => shown(orders.get(orderNo)),
  query: async ({ orderNo }) => shown(await payment.query(orderNo)),
  verify: (fields) => payment.checkMac(fields),
  sign: (fields) => payment.addMac(fields),
});
