import ecpay from 'node-ecpay-aio';
import utils from 'node-ecpay-aio/dist/utils/index.js';
import { divert } from './divert.mjs';
import { serve, world } from './serve.mjs';
import { openEcpayShop, submit } from './shop.mjs';

const base = `${world.sandbox}/ecpay`;
divert('payment-stage.ecpay.com.tw', base);
const { merchant_id: MerchantID, hash_key: HashKey, hash_iv: HashIV } = world.credentials;
const verify = (fields) => utils.isValidReceivedCheckMacValue(fields, HashKey, HashIV);
const shop = await openEcpayShop(verify);
const merchant = new ecpay.Merchant('Test', { MerchantID, HashKey, HashIV, ReturnURL: `${shop.url}/paid` });
const PaymentInfoURL = `${shop.url}/code`;

const checkouts = {
  atm: (order) => merchant.createPayment(ecpay.ATMPayment, order, { ExpireDate: 7, PaymentInfoURL }),
  cvs: (order) => merchant.createPayment(ecpay.CVSPayment, order, { StoreExpireDate: 10_080, PaymentInfoURL }),
  barcode: (order) => merchant.createPayment(ecpay.BARCODEPayment, order, { StoreExpireDate: 7, PaymentInfoURL }),
  credit: (order) => merchant.createPayment(ecpay.CreditOneTimePayment, order, {}),
};

await serve({
  async place({ orderNo, method, amount, at }) {
    const order = {
      MerchantTradeNo: orderNo,
      MerchantTradeDate: at,
      TotalAmount: amount,
      TradeDesc: '測試',
      ItemName: '折傘',
      NeedExtraPaidInfo: 'Y',
    };
    return submit(await checkouts[method](order).checkout(), base);
  },
  notices: shop.of,
  // It throws where the answer's CheckMacValue is wrong.
  query: async ({ orderNo }) => ({
    isGenuine: true,
    fields: await merchant.createQuery(ecpay.TradeInfoQuery, { MerchantTradeNo: orderNo }).read(),
  }),
  code: async ({ orderNo }) => merchant.createQuery(ecpay.PaymentInfoQuery, { MerchantTradeNo: orderNo }).read(),
  verify,
  sign: (fields) => ({ ...fields, CheckMacValue: utils.generateCheckMacValue(fields, HashKey, HashIV) }),
});
