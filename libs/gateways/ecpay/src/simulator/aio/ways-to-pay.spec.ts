import { bench, form, lineOf, orderNo, taken, type Fields } from '../../fixtures/cashier-bench.ts';
import { recordedPayment, recordedTrade } from '../../fixtures/extra-info-recordings.ts';
import { handMac } from '../../fixtures/hand-mac.ts';

describe('ways to pay without a code', () => {
  it.each([
    ['WebATM', '', 'WebATM_CHINATRUST'],
    ['WebATM', 'FIRST', 'WebATM_FIRST'],
    ['ApplePay', '', 'ApplePay'],
    ['TWQR', '', 'TWQR_OPAY'],
    ['BNPL', '', 'BNPL_ZINGALA'],
    ['BNPL', 'URICH', 'BNPL_URICH'],
    ['WeiXin', '', 'WeiXin_OPAY'],
    ['DigitalPayment', '', 'DigitalPayment_Jkopay'],
    ['DigitalPayment', 'iPASS', 'DigitalPayment_iPASS'],
  ])('%s (%s) is paid as %s', async (ChoosePayment, ChooseSubPayment, PaymentType) => {
    const { post, sent, query, simulator } = await taken({ ChoosePayment, ChooseSubPayment });
    expect(simulator.orders()).toMatchObject([{ method: ChoosePayment.toLowerCase(), state: 'open' }]);
    const { text } = await post(`/orders/${orderNo}/pay`, '');
    expect(text).toContain('name="RtnMsg" value="Succeeded"');
    expect(sent).toMatchObject([{ fields: { RtnCode: '1', PaymentType } }]);
    expect(lineOf((await query('QueryTradeInfo/V5')).text)).toMatchObject({ TradeStatus: '1', PaymentType });
  });

  it.each([
    ['ApplePay', '10200058'],
    ['WebATM', '10200095'],
  ])('%s fails with %s', async (ChoosePayment, RtnCode) => {
    const { drive, sent } = await taken({ ChoosePayment });
    await drive('failed');
    expect(sent).toMatchObject([{ fields: { RtnCode } }]);
  });

  it.each(['WebATM', 'ApplePay', 'TWQR', 'WeiXin', 'DigitalPayment'])('%s issues no code', async (ChoosePayment) => {
    const { drive, sent, post } = await taken({ ChoosePayment });
    expect(await drive('issued')).toMatchObject({ state: 'open' });
    expect((await post(`/orders/${orderNo}/issue`, form({ method: 'atm' }))).status).toBe(404);
    expect(sent).toEqual([]);
  });

  it('tells of an application for instalments, which is no payment', async () => {
    const { drive, sent, query } = await taken({ ChoosePayment: 'BNPL' });
    expect(await drive('issued')).toMatchObject({ state: 'issued' });
    const { CheckMacValue, ...fields } = sent[0]?.fields ?? {};
    expect(fields).toMatchObject({
      RtnCode: '2',
      PaymentType: 'BNPL_ZINGALA',
      BNPLTradeNo: expect.stringMatching(/./),
      BNPLInstallment: '3',
    });
    expect(CheckMacValue).toBe(handMac(fields));
    expect(lineOf((await query('QueryTradeInfo/V5')).text).TradeStatus).toBe('0');
  });

  it.each([
    ['ATM', 'CATHAY', 'ATM_CATHAY'],
    ['CVS', 'FAMILY', 'CVS_FAMILY'],
  ])('%s of %s is named %s', async (ChoosePayment, ChooseSubPayment, PaymentType) => {
    const { drive, sent } = await taken({ ChoosePayment, ChooseSubPayment });
    await drive('issued');
    await drive('paid');
    expect(sent).toMatchObject([{ fields: { PaymentType } }, { fields: { PaymentType } }]);
  });
});

describe('extra fields of a payment', () => {
  const wanted = { NeedExtraPaidInfo: 'Y' };
  const namesOf = (fields: Fields) => Object.keys(fields).filter((name) => name !== 'CheckMacValue');

  it('stand in the callback as recorded, all of them signed', async () => {
    const { drive, sent } = await taken({ ...wanted, ChoosePayment: 'Credit' });
    await drive('paid');
    const { CheckMacValue, ...fields } = sent[0]?.fields ?? {};
    expect(namesOf(fields)).toEqual(Object.keys(recordedPayment.fields));
    expect(CheckMacValue).toBe(handMac(fields));
    const { auth_code, card4no, card6no, eci, red_dan, stage } = recordedPayment.fields;
    expect(fields).toMatchObject({ ...{ auth_code, card4no, card6no, eci, red_dan, stage }, amount: '123' });
    expect(fields).toMatchObject({ gwsr: expect.stringMatching(/^[1-9]\d{7}$/), process_date: fields.PaymentDate });
  });

  it('stand in the answer to a query, empty until it is paid', async () => {
    const { drive, query } = await taken({ ...wanted, ChoosePayment: 'Credit' });
    const before = lineOf((await query('QueryTradeInfo/V5')).text);
    expect(namesOf(before)).toEqual(Object.keys(recordedTrade.fields));
    expect(before).toMatchObject({ TradeStatus: '0', gwsr: '', card4no: '', red_dan: '' });
    await drive('paid', { simulated: true });
    expect(lineOf((await query('QueryTradeInfo/V5')).text)).toMatchObject({ TradeStatus: '0', gwsr: '' });
    await drive('paid');
    const { CheckMacValue, ...after } = lineOf((await query('QueryTradeInfo/V5')).text);
    expect(after).toMatchObject({ TradeStatus: '1', card4no: '2222', amount: '123' });
    expect(CheckMacValue).toBe(handMac(after));
  });

  it.each<[string, string, Fields]>([
    ['ATM', '', { ATMAccBank: '822', ATMAccNo: '12345' }],
    ['WebATM', '', { WebATMAccBank: '822', WebATMAccNo: '12345', ATMAccNo: '' }],
    ['CVS', '', { PayFrom: 'ibon' }],
    ['CVS', 'OK', { PayFrom: 'okmart' }],
    ['BARCODE', '', { PayFrom: 'ibon', PaymentNo: '' }],
    ['TWQR', '', { TWQRTradeNo: expect.stringMatching(/./) }],
    ['WeiXin', '', { gwsr: '', card4no: '', ATMAccNo: '' }],
  ])('name of %s %s what ECPay knows of the payer', async (ChoosePayment, ChooseSubPayment, expected) => {
    const { drive, sent } = await taken({ ...wanted, ChoosePayment, ChooseSubPayment, StoreExpireDate: '7' });
    await drive('paid');
    expect(sent[0]?.fields).toMatchObject(expected);
  });

  it('are left out where nobody asked', async () => {
    for (const NeedExtraPaidInfo of ['N', '']) {
      const { drive, sent } = await taken({ NeedExtraPaidInfo, ChoosePayment: 'Credit' });
      await drive('paid');
      expect(sent[0]?.fields).not.toHaveProperty('gwsr');
      expect(sent[0]?.fields).toHaveProperty('PlatformID');
    }
  });
});

describe('limits of amounts', () => {
  it.each([
    ['Credit', 4, 5, '10300023'],
    ['Credit', 200_000, 199_999, '10300023'],
    ['ApplePay', 4, 5, '10300023'],
    ['ALL', 4, 5, '10300023'],
    ['ATM', 15, 16, '5100070'],
    ['ATM', 50_000, 49_999, '5100070'],
    ['WebATM', 50_000, 49_999, '5100070'],
    ['CVS', 30, 31, '5100070'],
    ['CVS', 6_001, 6_000, '5100070'],
    ['BARCODE', 15, 16, '5100070'],
    ['BARCODE', 20_001, 20_000, '5100070'],
    ['TWQR', 5, 6, '5100070'],
    ['WeiXin', 500_001, 500_000, '5100070'],
    ['BNPL', 49, 50, '5100070'],
  ])('%s of NT$%i is refused, of NT$%i taken', async (ChoosePayment, refused, accepted, code) => {
    const { checkOut, simulator } = bench();
    expect((await checkOut({ ChoosePayment, TotalAmount: String(refused) })).text).toContain(`(${code})`);
    expect(simulator.orders()).toEqual([]);
    await checkOut({ ChoosePayment, TotalAmount: String(accepted) });
    expect(simulator.orders()).toMatchObject([{ amount: accepted }]);
  });

  it('leave of all ways those that the amount allows', async () => {
    const { checkOut, post } = bench();
    const { text } = await checkOut({ TotalAmount: '10000' });
    expect(text).toContain('pay by card');
    expect(text).toContain('value="atm"');
    expect(text).not.toContain('value="cvs"');
    expect((await post(`/orders/${orderNo}/issue`, form({ method: 'cvs' }))).status).toBe(404);
    expect((await post(`/orders/${orderNo}/issue`, form({ method: 'barcode' }))).status).toBe(200);
  });

  it('can be switched off', async () => {
    const { checkOut, simulator } = bench({ enforcesLimits: false });
    expect((await checkOut({ ChoosePayment: 'CVS', TotalAmount: '7000' })).text).toContain('value="cvs"');
    expect(simulator.orders()).toMatchObject([{ amount: 7000 }]);
  });
});
