import Ecpay from 'ecpay_aio_nodejs';
import { divert } from './divert.mjs';
import { serve, world } from './serve.mjs';
import { openEcpayShop, submit } from './shop.mjs';

const base = `${world.sandbox}/ecpay`;
divert('payment-stage.ecpay.com.tw', base);
const { merchant_id: MerchantID, hash_key: HashKey, hash_iv: HashIV } = world.credentials;
const options = {
  OperationMode: 'Test',
  MercProfile: { MerchantID, HashKey, HashIV },
  IgnorePayment: [],
  IsProjectContractor: false,
};
const sdk = new Ecpay(options);
const macOf = ({ CheckMacValue: _mac, ...fields }) => sdk.payment_client.helper.gen_chk_mac_value(fields);
const verify = (fields) => macOf(fields) === fields.CheckMacValue;
const shop = await openEcpayShop(verify);

const atStores = {
  StoreExpireDate: '7',
  Desc_1: '',
  Desc_2: '',
  Desc_3: '',
  Desc_4: '',
  PaymentInfoURL: `${shop.url}/code`,
};
const checkouts = {
  atm: (order) => sdk.payment_client.aio_check_out_atm(order, `${shop.url}/code`, '7', ''),
  cvs: (order) => sdk.payment_client.aio_check_out_cvs({ ...atStores, StoreExpireDate: '10080' }, order),
  barcode: (order) => sdk.payment_client.aio_check_out_barcode(atStores, order),
  credit: (order) => sdk.payment_client.aio_check_out_credit_onetime(order),
};

await serve({
  place({ orderNo, method, amount, at }) {
    const order = {
      MerchantTradeNo: orderNo,
      MerchantTradeDate: at,
      TotalAmount: String(amount),
      TradeDesc: '測試',
      ItemName: '折傘',
      ReturnURL: `${shop.url}/paid`,
    };
    return submit(checkouts[method](order), base);
  },
  notices: shop.of,
  // Its clock is the one of its making: a query must not be of an hour ago.
  query: async ({ orderNo }) => {
    const answer = await new Ecpay(options).query_client.query_trade_info({ MerchantTradeNo: orderNo });
    const fields = Object.fromEntries(new URLSearchParams(answer));
    return { isGenuine: verify(fields), fields };
  },
  verify,
  sign: (fields) => ({ ...fields, CheckMacValue: macOf(fields) }),
});
