import { Secret, type Attempt, type Page, type PaymentEvent, type RefusedCallback } from '@paycore/core';
import { anAttempt, aPayment, type PaymentDifferences } from '@paycore/testing';
import { whyUnpaid, type Evidence } from './why-unpaid.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Noon in Taipei, when the payment was created. */
const noon = Date.parse('2026-06-22T04:00:00Z');
const after = (ms: number) => new Date(noon + ms);
const now = after(2 * hour);
const tomorrow = after(24 * hour);
const noonDate = after(0);
const page = (shown: Page) => Secret.of(shown);
const code = page({ kind: 'code', code: 'C' });
const form = page({ kind: 'form', action: 'https://gateway.example', fields: {} });
const link = page({ kind: 'redirect', url: 'https://gateway.example' });
const element = page({ kind: 'element', params: {} });
const account = page({ kind: 'account', account: '1' });

const event = (
  type: PaymentEvent['type'],
  ms = 0,
  detail?: PaymentEvent['detail'],
  attempt?: number,
): PaymentEvent => ({
  at: after(ms),
  type,
  ...(detail && { detail }),
  ...(attempt !== undefined && { attempt }),
});
const created = event('created');
const issued = [created, event('issued')];
const answered = (
  by: 'scheduler' | 'sync' | 'return' | 'callback' | 'create' | 'close' | 'capture',
  result: 'unpaid' | 'unreachable' | 'approved',
) => ({ answers: [{ at: after(2 * hour - 2 * minute), by, result }], asksAt: after(8 * hour) }) as const;

const why = (differences: PaymentDifferences, around: Partial<Evidence> = {}) =>
  whyUnpaid({ payment: aPayment(differences), refused: [], now, ...around });

const noCallback = 'No callback has reported a payment yet.';
const asksNext = 'The scheduler asks next in 6 hours.';

const pending: readonly [state: string, PaymentDifferences, string[]][] = [
  [
    'a code that nobody paid',
    { page: code, events: issued, expiresAt: tomorrow, ...answered('scheduler', 'unpaid') },
    [
      'Code issued 2026-06-22 12:00 +08:00 by ecpay, valid until 2026-06-23 12:00 +08:00.',
      noCallback,
      `Asked ecpay 2 minutes ago: unpaid. ${asksNext}`,
    ],
  ],
  [
    'a code past its deadline',
    {
      page: code,
      events: issued,
      expiresAt: after(hour),
      closesAt: after(25 * hour),
      ...answered('sync', 'unreachable'),
    },
    [
      'Code issued 2026-06-22 12:00 +08:00 by ecpay, valid until 2026-06-22 13:00 +08:00.',
      'That is over; what was paid in time may be reported until 2026-06-23 13:00 +08:00.',
      noCallback,
      `Asked ecpay 2 minutes ago: no answer that can be used. ${asksNext}`,
    ],
  ],
  [
    'an account number of a gateway that cannot be asked',
    { gateway: 'smilepay', page: account, events: issued, expiresAt: tomorrow },
    [
      'Account number issued 2026-06-22 12:00 +08:00 by smilepay, valid until 2026-06-23 12:00 +08:00.',
      noCallback,
      'smilepay cannot be asked: only its callback can say.',
    ],
  ],
  [
    'a gateway that was not asked yet',
    { page: code, events: issued, expiresAt: tomorrow, asksAt: after(2 * hour + 10 * minute) },
    [
      'Code issued 2026-06-22 12:00 +08:00 by ecpay, valid until 2026-06-23 12:00 +08:00.',
      noCallback,
      'Nobody has asked ecpay yet. The scheduler asks next in 10 minutes.',
    ],
  ],
  [
    'a gateway that was asked before answers were kept, and is due',
    {
      page: code,
      events: issued,
      expiresAt: tomorrow,
      asks: 1,
      syncedAt: after(hour),
      asksAt: after(hour),
      hasClaim: true,
    },
    [
      'Code issued 2026-06-22 12:00 +08:00 by ecpay, valid until 2026-06-23 12:00 +08:00.',
      noCallback,
      'A callback claimed something that only the gateway can prove.',
      'Asked ecpay 1 hour ago: what it answered was not kept. The scheduler asks as soon as it can, due since 2026-06-22 13:00 +08:00.',
    ],
  ],
  [
    'a create under way',
    { creating: { token: 't', until: after(3 * hour), attempts: 1, isReleased: false } },
    ['Being created since 2026-06-22 12:00 +08:00: ecpay has not answered yet.'],
  ],
  [
    'a create that was cut off',
    { creating: { token: 't', until: after(hour), attempts: 1, isReleased: false } },
    [
      'Its create was cut off: nobody knows whether ecpay has the order; the scheduler tries again, due since 2026-06-22 13:00 +08:00.',
    ],
  ],
  [
    'a create that ended unclear',
    { creating: { token: 't', until: after(3 * hour), attempts: 3, isReleased: true } },
    ['Create ended unclear 3 times: ecpay gave no clear answer; the next try is due 2026-06-22 15:00 +08:00.'],
  ],
  [
    'a create that ended unclear and is due again',
    { creating: { token: 't', until: after(hour), attempts: 1, isReleased: true } },
    [
      'Create ended unclear 1 time: ecpay gave no clear answer; the scheduler tries again, due since 2026-06-22 13:00 +08:00.',
    ],
  ],
  [
    'a create that was left, and its attempt watched',
    { closesAt: tomorrow, ...answered('scheduler', 'unpaid') },
    [
      'Its create at ecpay ended without an answer, so the payer has nothing to pay by.',
      'Money for it would still count; its gateway is watched until 2026-06-23 12:00 +08:00.',
      `Asked ecpay 2 minutes ago: unpaid. ${asksNext}`,
    ],
  ],
  [
    'a payer who has not approved',
    { gateway: 'paypal', page: link, events: issued, expiresAt: tomorrow, ...answered('return', 'unpaid') },
    [
      "Waiting for the payer's approval at paypal, possible until 2026-06-23 12:00 +08:00.",
      noCallback,
      `Asked paypal 2 minutes ago for the waiting payer: unpaid. ${asksNext}`,
    ],
  ],
  [
    'an approval whose money is being taken',
    {
      gateway: 'paypal',
      page: link,
      expiresAt: tomorrow,
      completing: { attempt: 1, until: after(3 * hour) },
      ...answered('callback', 'approved'),
    },
    [
      "Waiting for the payer's approval at paypal, possible until 2026-06-23 12:00 +08:00.",
      'Money is moving: paypal is being asked to take it.',
      noCallback,
      `Asked paypal 2 minutes ago after a callback: approved by the payer, not taken yet. ${asksNext}`,
    ],
  ],
  [
    'a capture of unclear end',
    {
      gateway: 'paypal',
      page: link,
      expiresAt: tomorrow,
      completing: { attempt: 1, until: after(hour) },
      ...answered('capture', 'unreachable'),
    },
    [
      "Waiting for the payer's approval at paypal, possible until 2026-06-23 12:00 +08:00.",
      'Money may be moving: paypal was asked to take it 2026-06-22 13:58 +08:00, and the result is unknown until it answers.',
      noCallback,
      `Asked paypal to take the money 2 minutes ago: no answer that can be used. ${asksNext}`,
    ],
  ],
  [
    'money under way',
    { gateway: 'stripe', page: element, expiresAt: tomorrow, isUnderWay: true, asksAt: after(8 * hour) },
    [
      "Waiting for the payer to pay in stripe's form on the payment page, until 2026-06-23 12:00 +08:00.",
      'Money is moving: stripe is still processing it.',
      noCallback,
      `Nobody has asked stripe yet. ${asksNext}`,
    ],
  ],
  [
    'a payer who was declined',
    {
      gateway: 'stripe',
      page: element,
      expiresAt: tomorrow,
      events: [
        ...issued,
        event('declined', hour, { reason: 'no_funds' }),
        event('declined', hour + minute, { reason: 'generic_decline' }),
      ],
      ...answered('create', 'unpaid'),
    },
    [
      "Waiting for the payer to pay in stripe's form on the payment page, until 2026-06-23 12:00 +08:00.",
      'Declined 2 times by stripe, last on 2026-06-22 13:01 +08:00: generic_decline. The payer may try again.',
      noCallback,
      `Asked stripe 2 minutes ago for a repeated create: unpaid. ${asksNext}`,
    ],
  ],
  [
    'a cashier where nobody went',
    { page: form, events: issued, expiresAt: tomorrow, asksAt: after(8 * hour) },
    [
      "Nobody went to ecpay's cashier from the payment page yet; possible until 2026-06-23 12:00 +08:00.",
      noCallback,
      `Nobody has asked ecpay yet. ${asksNext}`,
    ],
  ],
  [
    'a cashier with a payer in it',
    { page: form, gatewayOrderNo: 'PC1', isOut: true, expiresAt: tomorrow, asksAt: after(8 * hour) },
    [
      "The payer went to ecpay's cashier with PC1 and can pay there until 2026-06-23 12:00 +08:00.",
      noCallback,
      `Nobody has asked ecpay yet. ${asksNext}`,
    ],
  ],
  [
    'a payer back from the cashier',
    { page: form, isOut: true, returnedAt: after(hour), expiresAt: tomorrow, ...answered('return', 'unpaid') },
    [
      'The payer came back from ecpay on 2026-06-22 13:00 +08:00; the result is awaited.',
      noCallback,
      `Asked ecpay 2 minutes ago for the waiting payer: unpaid. ${asksNext}`,
    ],
  ],
  ['a payer who has picked nothing', { attempts: [] }, ['The payer has picked no method yet.']],
];

it.each(pending)('%s', (_state, differences, sentences) => {
  expect(why(differences)).toEqual(sentences);
});

const closed: readonly [state: string, PaymentDifferences, string[]][] = [
  [
    'cancelled, its code watched',
    {
      status: 'failed',
      closedReason: 'cancelled',
      page: code,
      closesAt: tomorrow,
      expiresAt: after(3 * hour),
      events: [...issued, event('failed', hour, { cancelled: true })],
      ...answered('close', 'unpaid'),
    },
    [
      'Closed by cancel on 2026-06-22 13:00 +08:00.',
      'Money for it would still count; its gateway is watched until 2026-06-23 12:00 +08:00.',
      `Ended the order at ecpay, or asked it a last time, 2 minutes ago: unpaid. ${asksNext}`,
      'What was issued can still be paid; that money would count.',
    ],
  ],
  [
    'closed because its order was paid',
    {
      status: 'failed',
      closedReason: 'paid_beside',
      paidBeside: 'PAY2',
      events: [...issued, event('failed', hour, { paid_beside: 'PAY2' })],
    },
    ['Closed on 2026-06-22 13:00 +08:00, because its order was paid by PAY2.'],
  ],
  [
    'refused at once',
    { status: 'failed', events: [created, event('failed', 0, { kind: 'rejected', code: 'STRIPE_X', message: 'No.' })] },
    ['Refused by ecpay on 2026-06-22 12:00 +08:00: No. (STRIPE_X)'],
  ],
  [
    'given up',
    { status: 'failed', gateway: 'plus', events: [created, event('failed', minute, { kind: 'unavailable' })] },
    ['Create given up on 2026-06-22 12:01 +08:00: plus gave no clear answer, however often it was called.'],
  ],
  [
    'failed at the gateway',
    {
      status: 'failed',
      gateway: 'smilepay',
      events: [...issued, event('failed', minute, { gatewayTradeNo: '1', code: '7' })],
    },
    ['Failed on 2026-06-22 12:01 +08:00, as smilepay reported (7).'],
  ],
  [
    'expired',
    { status: 'expired', page: code, expiresAt: after(hour), events: [...issued, event('expired', hour + minute)] },
    ['Expired on 2026-06-22 13:01 +08:00: not paid by 2026-06-22 13:00 +08:00.'],
  ],
  [
    'expired, then approved late and taken with an unclear end',
    {
      status: 'expired',
      gateway: 'paypal',
      page: link,
      expiresAt: after(hour),
      completing: { attempt: 1, until: after(hour) },
      events: [...issued, event('expired', hour)],
      ...answered('capture', 'unreachable'),
    },
    [
      'Expired on 2026-06-22 13:00 +08:00: not paid by 2026-06-22 13:00 +08:00.',
      'Money may be moving: paypal was asked to take it 2026-06-22 13:58 +08:00, and the result is unknown until it answers.',
      `Asked paypal to take the money 2 minutes ago: no answer that can be used. ${asksNext}`,
    ],
  ],
];

it.each(closed)('%s', (_state, differences, sentences) => {
  expect(why(differences)).toEqual(sentences);
});

const notice = {
  ...{ id: 'msg_1', state: 'delivered' as const, url: 'https://a.example', host: 'a.example', body: '{}', attempts: 1 },
} as const;
const tried = (status: number) => event('notice', hour, { attempt: 1, status });

const paid: readonly [state: string, PaymentDifferences, string[]][] = [
  [
    'paid, the merchant told',
    { status: 'paid', gatewayTradeNo: 'T1', paidAt: after(hour), notice, events: [event('paid', hour), tried(200)] },
    [
      'Paid on 2026-06-22 13:00 +08:00 by attempt 1 (ecpay atm, T1).',
      'The merchant took the notice on 2026-06-22 13:00 +08:00.',
    ],
  ],
  [
    'paid in a simulation, on an operator’s word, and the merchant does not answer',
    {
      status: 'paid',
      gatewayTradeNo: 'T1',
      simulated: true,
      notice: { ...notice, state: 'due', attempts: 2, nextAt: after(3 * hour) },
      events: [event('paid', 0, { accepted_by: 'mei-ling' }), event('notice', hour, { reason: 'timeout' })],
    },
    [
      'Paid on 2026-06-22 12:00 +08:00 by attempt 1 (ecpay atm, T1), on the word of mei-ling.',
      'Simulated at the gateway: no money moved.',
      'The merchant has not taken the notice yet (2 tries, last without an answer (timeout)); next try from 2026-06-22 15:00 +08:00 on.',
    ],
  ],
  [
    'paid beside another, and given back',
    {
      status: 'paid',
      gatewayTradeNo: 'T1',
      paidBeside: 'PAY2',
      events: [
        event('paid'),
        event('refunded', hour, { id: 'R', amount: '980', currency: 'TWD' }),
        event('disputed', hour),
      ],
    },
    [
      'Paid on 2026-06-22 12:00 +08:00 by attempt 1 (ecpay atm, T1).',
      'Its order was paid by PAY2 already: 980 TWD (in the unit of amount) to return.',
      'Refunded on 2026-06-22 13:00 +08:00: 980 TWD.',
      'Disputed on 2026-06-22 13:00 +08:00.',
      'It has no payok_url, so the merchant is sent no notice.',
    ],
  ],
  [
    'paid, with a notice that was given up or is not wanted',
    {
      status: 'paid',
      gatewayTradeNo: 'T1',
      notice: { ...notice, state: 'exhausted', attempts: 10 },
      events: [tried(500)],
    },
    [
      'Paid on 2026-06-22 12:00 +08:00 by attempt 1 (ecpay atm, T1).',
      'The notice was given up (10 tries, last answered 500): paycore payment resend-notice.',
    ],
  ],
];

it.each(paid)('%s', (_state, differences, sentences) => {
  expect(why(differences)).toEqual(sentences);
});

it('names each of several attempts, and which of them paid', () => {
  const attempt = (no: number, differences: Partial<Attempt>) => anAttempt({ no, ...differences });
  const attempts = [
    attempt(1, { status: 'failed', page: code, closesAt: tomorrow, asksAt: after(8 * hour), expiresAt: after(hour) }),
    attempt(2, { status: 'paid', gatewayTradeNo: 'T2', gateway: 'smilepay' }),
    attempt(3, { status: 'paid', gatewayTradeNo: 'T3' }),
    attempt(4, { page: code, expiresAt: tomorrow, gateway: 'plus' }),
  ];
  expect(why({ attempts, keptAttempt: 2, paidAt: after(hour) })).toEqual([
    'Paid on 2026-06-22 13:00 +08:00 by attempt 2 (smilepay atm, T2).',
    'Paid more than once: 980 TWD (in the unit of amount) to return.',
    'It has no payok_url, so the merchant is sent no notice.',
    'Attempt 1: Money for it would still count; its gateway is watched until 2026-06-23 12:00 +08:00.',
    `Attempt 1: Nobody has asked ecpay yet. ${asksNext}`,
    'Attempt 4: Code issued 2026-06-22 12:00 +08:00 by plus, valid until 2026-06-23 12:00 +08:00.',
    `Attempt 4: ${noCallback}`,
    'Attempt 4: plus cannot be asked: only its callback can say.',
  ]);
  const replaced = [attempt(1, { status: 'expired' }), attempt(2, { page: code, expiresAt: tomorrow })];
  const events = [event('expired', hour, { replaced: true }), event('issued', hour, undefined, 2)];
  expect(why({ attempts: replaced, events }).slice(0, 2)).toEqual([
    'Attempt 1: Replaced on 2026-06-22 13:00 +08:00 by the next attempt.',
    'Attempt 2: Code issued 2026-06-22 13:00 +08:00 by ecpay, valid until 2026-06-23 12:00 +08:00.',
  ]);
});

describe('a payment whose method the payer picks', () => {
  const end = after(7 * 24 * hour);
  const [open, ended] = [
    { expiresAt: end, isOpen: true },
    { expiresAt: after(hour), isOpen: false },
  ];
  const linkEnds = '2026-06-29 12:00 +08:00';
  const aio = (differences: PaymentDifferences, around: Partial<Evidence> = {}) =>
    why({ mode: 'all_in_one', link: open, events: [created], attempts: [], ...differences }, around);
  const codeOf = (no: number, differences: Partial<Attempt> = {}) =>
    anAttempt({ no, page: code, expiresAt: tomorrow, ...differences });
  const linkLines = (sentences: string[]) => sentences.filter((sentence) => !sentence.startsWith('Attempt '));

  it('waits for a pick until its link ends', () => {
    expect(aio({})).toEqual([`The payer has not picked a method yet; the link ends ${linkEnds}.`]);
    expect(aio({}, { now: end })).toEqual([
      `The payer picked no method. The link ended ${linkEnds}; the scheduler closes it.`,
    ]);
    expect(aio({ link: ended, events: [created, event('expired', hour, { link_ended: true })] })).toEqual([
      'The payer picked no method. The link ended 2026-06-22 13:00 +08:00.',
    ]);
  });

  it('was closed before a pick', () => {
    const events = [created, event('failed', hour, { cancelled: true })];
    expect(aio({ link: { ...open, isOpen: false }, closedReason: 'cancelled', events })).toEqual([
      'Closed by cancel on 2026-06-22 13:00 +08:00.',
      `The payer picked no method. The link would have ended ${linkEnds}.`,
    ]);
  });

  it('is at the newest attempt while that lives, else at the methods', () => {
    const attempts = [codeOf(1), codeOf(2, { gateway: 'stripe', method: 'credit', page: element })];
    const [first, second] = [
      aio({ attempts }),
      aio({ attempts: [attempts[0]!, { ...attempts[1]!, expiresAt: noonDate }] }),
    ];
    expect(first[0]).toBe(
      `The payer's page is at attempt 2 (stripe credit); another method may be picked until the link ends ${linkEnds}.`,
    );
    expect(second[0]).toBe(`The payer's page offers the methods to pick from; the link ends ${linkEnds}.`);
    expect(first).toContain(`Attempt 1: ${noCallback}`);
  });

  it('tells why a pick brings nothing', () => {
    const events = [event('failed', hour, { kind: 'rejected', message: 'No such method' }, 6)];
    const attempts = [1, 2, 3, 4, 5].map((no) => codeOf(no));
    const refused = codeOf(6, { gateway: 'plus', route: 'atm', status: 'failed', page: undefined as never });
    expect(linkLines(aio({ attempts: [...attempts, refused], events })).slice(1)).toEqual([
      'Refused by their gateways, and marked so on the page: plus/atm.',
      'The payer holds 5 codes that can still be paid: no further one is issued before one expires.',
    ]);
    const used = Array.from({ length: 20 }, (_, n) => codeOf(n + 1, { page: form }));
    expect(linkLines(aio({ attempts: used })).at(-1)).toBe('All 20 attempts are used: no further pick is taken.');
  });

  it('may be paid by an attempt after its link, and be opened again', () => {
    const events = [created, event('link_ended', hour), event('link_reopened', 2 * hour)];
    const lines = aio({ link: ended, attempts: [codeOf(1)], events });
    expect(lines.slice(0, 3)).toEqual([
      'The link was opened again on 2026-06-22 14:00 +08:00 by a repeated create.',
      'The payer picked 1 time, and can pick no more. The link ended 2026-06-22 13:00 +08:00.',
      'Code issued 2026-06-22 12:00 +08:00 by ecpay, valid until 2026-06-23 12:00 +08:00.',
    ]);
  });

  it.each(['failed', 'expired'] as const)('that %s with its link says of each attempt how that ended', (status) => {
    const events = [
      event(status, hour, status === 'failed' ? { kind: 'rejected', message: 'No such method' } : {}),
      event(status, 2 * hour, { link_ended: true }),
    ];
    const attempts = [anAttempt({ status, expiresAt: after(hour) })];
    expect(aio({ link: { ...ended, expiresAt: after(2 * hour) }, attempts, events })).toEqual([
      'The payer picked 1 time, and can pick no more. The link ended 2026-06-22 14:00 +08:00.',
      status === 'failed'
        ? 'Refused by ecpay on 2026-06-22 13:00 +08:00: No such method'
        : 'Expired on 2026-06-22 13:00 +08:00: not paid by 2026-06-22 13:00 +08:00.',
    ]);
  });

  it('says nothing of the link once it is paid', () => {
    const attempts = [anAttempt({ status: 'paid', gatewayTradeNo: 'T1' })];
    const paidOne = aio({ link: { ...open, isOpen: false }, attempts, keptAttempt: 1, paidAt: after(0) });
    expect(paidOne.join()).not.toContain('link');
  });
});

describe('refused callbacks', () => {
  const refusal = (ms: number, differences: Partial<RefusedCallback> = {}): RefusedCallback => ({
    at: after(ms),
    gateway: 'ecpay',
    code: 'CALLBACK_REFUSED',
    message: 'ECPay CheckMacValue verification failed.',
    body: '',
    ...differences,
  });
  const amounts = { expected: '980', received: '12345' };
  const about = (refusedCallbacks: number, refused: RefusedCallback[]) =>
    why({ attempts: [], refusedCallbacks }, { refused }).slice(1);

  it('are counted by their reason, with the amounts that were compared', () => {
    const wrong = Array.from({ length: 5 }, (_, n) =>
      refusal(hour - n * minute, { message: 'ECPay amount mismatch.', amounts }),
    );
    expect(about(7, [...wrong, refusal(minute), refusal(0, { code: 'PAYMENT_GATEWAY_ERROR' })])).toEqual([
      '5 callbacks refused: amount 12,345 instead of 980, last on 2026-06-22 13:00 +08:00.',
      '1 callback refused: ECPay CheckMacValue verification failed, on 2026-06-22 12:01 +08:00.',
      '1 callback not taken, because ecpay could not be asked about it, on 2026-06-22 12:00 +08:00.',
    ]);
  });

  it('are told of also where their reasons are not kept any more', () => {
    expect(about(31, [refusal(0)])).toEqual([
      '1 callback refused: ECPay CheckMacValue verification failed, on 2026-06-22 12:00 +08:00.',
      '31 callbacks refused in all; reasons are kept of the last 20, for 30 days.',
    ]);
  });
});

it('says what paid its order, and what reports pay nothing', () => {
  const events = [event('simulated', hour), event('unclear_notice', hour, { amount: '1' })];
  expect(why({ attempts: [], events }, { paidBy: 'PAY2' })).toEqual([
    'Its order was paid by PAY2: nobody is asked to pay this one any more.',
    'The payer has picked no method yet.',
    'A simulated payment was reported on 2026-06-22 13:00 +08:00: no money moved, so it pays nothing in production.',
    'A callback on 2026-06-22 13:00 +08:00 about attempt 1 does not say clearly whether the money came: look for the money in the gateway’s console, then: paycore payment accept-notice.',
  ]);
});
