import { aPayment, coreOnFakes, fakeCallback, type PaymentDifferences } from '@paycore/testing';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const unclear = { response_id: '7', classif: 'B', amount: '980', errdesc: '' };

async function afterUnclearNotice(differences: PaymentDifferences = {}): Promise<string> {
  const payment = aPayment(differences);
  await core.payments.insert(payment);
  core.gateway.verify.next(() => ({ status: 'pending', unclear }));
  await core.receiveCallback.execute('ecpay', fakeCallback([{ by: 'paymentNo', value: payment.paymentNo }]));
  return payment.paymentNo;
}
const withPayok = { request: { ...aPayment().request, urls: { payok: 'https://shop.example/payok' } } };

describe('AcceptNotice', () => {
  it('pays by the word of an operator, whom the event names, and tells the merchant once', async () => {
    const no = await afterUnclearNotice(withPayok);
    expect((await core.payments.find(no))?.status).toBe('pending');
    expect(core.metrics.counts.get('unclear_notices')).toBe(1);
    const after = await core.acceptNotice.execute(no, ' mei-ling ');
    expect(after).toMatchObject({ status: 'paid', notice: { state: 'due' } });
    expect(after.events.at(-1)).toMatchObject({ type: 'paid', detail: { accepted_by: 'mei-ling' } });
    const again = await core.acceptNotice.execute(no, 'someone else');
    expect(again.events).toEqual(after.events);
    await core.deliverNotices.idle();
    expect(core.merchant.posted).toHaveLength(1);
  });

  it.each(['failed', 'expired'] as const)('pays one that is %s: the money is real', async (status) => {
    const no = await afterUnclearNotice({ status, holdsOrder: false });
    expect(await core.acceptNotice.execute(no, 'mei-ling')).toMatchObject({ status: 'paid', holdsPaid: true });
  });

  it('accepts nothing where no unclear notice came, or nobody answers for it', async () => {
    const payment = aPayment();
    await core.payments.insert(payment);
    await expect(core.acceptNotice.execute(payment.paymentNo, 'mei-ling')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(core.acceptNotice.execute(await afterUnclearNotice(), ' ')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(core.acceptNotice.execute('PAY202606220001NOBODYXX', 'x')).rejects.toMatchObject({ kind: 'notFound' });
  });
});
