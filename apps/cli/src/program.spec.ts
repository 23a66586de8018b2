import { userInfo } from 'node:os';
import {
  gatewayUnavailable,
  orderConflict,
  ResendNotice,
  Secret,
  type CancelPayment,
  type Payment,
} from '@paycore/core';
import {
  anAttempt,
  aPayment,
  coreOnFakes,
  MemoryPaymentStore,
  MemoryProjectStore,
  MemoryRefusedCallbacks,
  MemoryShopStore,
} from '@paycore/testing';
import type { Maintenance } from '@paycore/wiring';
import { program, type CliServices } from './program.ts';

const now = () => new Date('2026-06-22T04:00:00Z');

const maintenance: Maintenance = {
  migrate: async () => ({
    ...{ read: 5, migrated: 5, already: 0, trimmed: 0, collisions: [], withoutMac: 0 },
    ...{ seconds: 1, perSecond: 5 },
  }),
  async buildIndexes(say) {
    say('building orderKey_1');
    return { built: ['orderKey_1'], dropped: [], already: 17, seconds: 1 };
  },
  reseal: async () => 7,
  purgeLogos: async (before) => Math.round((Date.now() - before.getTime()) / 86_400_000),
  purge: async (before, at) => Math.round((at.getTime() - before.getTime()) / 86_400_000),
};

/** Answers of the commands, in order; what commander itself says goes nowhere. */
function cli(differences: Partial<CliServices> = {}) {
  const payments = new MemoryPaymentStore();
  const projects = new MemoryProjectStore();
  const shops = new MemoryShopStore();
  const refusedCallbacks = new MemoryRefusedCallbacks();
  const expired: (Date | undefined)[] = [];
  const core = coreOnFakes();
  const services: CliServices = {
    payments,
    projects,
    shops,
    manageGateways: core.manageGateways,
    manageMethods: core.manageMethods,
    managePage: core.managePage,
    refusedCallbacks,
    syncPayment: { forOperator: async (no) => ({ payment: (await payments.find(no)) as Payment, attempts: [] }) },
    cancelPayment: { execute: async (no) => (await payments.find(no)) as Payment } satisfies Pick<
      CancelPayment,
      'execute'
    >,
    acceptNotice: {
      execute: async (no, operator) => {
        const payment = (await payments.find(no)) as Payment;
        const paid = { at: now(), type: 'paid', detail: { accepted_by: operator } } as const;
        return { ...payment, status: 'paid', events: [...payment.events, paid] };
      },
    },
    resendNotice: new ResendNotice(payments, { now, sleep: async () => undefined }),
    deliverNotices: { execute: async () => 1 },
    expirePayments: { execute: async (at) => expired.push(at) },
    config: { isProduction: false },
    ...differences,
  };
  let opened = 0;
  const said: string[] = [];
  const open = async () => {
    opened += 1;
    return services;
  };
  const run = async (...args: string[]): Promise<unknown> => {
    const answers: unknown[] = [];
    const print = (answer: unknown) => answers.push(answer);
    const root = program({
      ...{ open, print, say: (line) => said.push(line), maintenance: () => maintenance },
      read: async () => new Uint8Array(),
    });
    for (const command of [root, ...root.commands.flatMap((one) => [one, ...one.commands])]) {
      command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    }
    await root.parseAsync(args, { from: 'user' });
    return answers[0];
  };
  return { run, payments, projects, refusedCallbacks, expired, said, opened: () => opened };
}

const created = async (run: ReturnType<typeof cli>['run']) =>
  ((await run('project', 'create', 'Shop')) as { project: string }).project;

describe('work on the whole database', () => {
  it('opens nothing that refuses a database which is not migrated or lacks indexes', async () => {
    const { run, said, opened } = cli();
    expect(await run('migrate')).toMatchObject({ migrated: 5 });
    expect(await run('indexes', 'build')).toMatchObject({ built: ['orderKey_1'] });
    expect(said).toEqual(['building orderKey_1']);
    expect(await run('keys', 'reseal')).toEqual({ resealed: 7 });
    expect(opened()).toBe(0);
  });

  it('purges what is older than so many days', async () => {
    const { run } = cli();
    expect(await run('purge', '--older-than', '400d')).toEqual({ purged: 400, logos: 7 });
    await expect(run('purge', '--older-than', 'long')).rejects.toThrow('400d');
  });
});

describe('project', () => {
  it('is created, listed without secrets, and let in unsigned callbacks or not', async () => {
    const { run } = cli();
    const project = await created(run);
    expect(JSON.stringify(await run('project', 'list'))).not.toContain('whsec_');
    expect(await run('project', 'allow-unsigned', 'on', project)).toMatchObject({ allows_unsigned: true });
    expect(await run('project', 'allow-unsigned', 'off', project)).toMatchObject({ allows_unsigned: false });
    await expect(run('project', 'allow-unsigned', 'maybe', project)).rejects.toThrow('on or off');
    await expect(run('project', 'allow-unsigned', 'on', 'prj_none')).rejects.toThrow('no such project');
  });

  it('takes http for the notices of real money only once that is allowed', async () => {
    const { run } = cli();
    const project = await created(run);
    expect(await run('project', 'list')).toMatchObject([{ project, allows_http_notices: false }]);
    expect(await run('project', 'allow-http-notices', 'on', project)).toMatchObject({ allows_http_notices: true });
    expect(await run('project', 'allow-http-notices', 'off', project)).toMatchObject({ allows_http_notices: false });
    await expect(run('project', 'allow-http-notices', 'on', 'prj_none')).rejects.toThrow('no such project');
  });

  it('shows its secrets and rotates them, two live', async () => {
    const { run } = cli();
    const project = await created(run);
    const shown = (await run('project', 'secret', 'show', project)) as { notice_secrets: string[] };
    const rotated = (await run('project', 'secret', 'rotate', project)) as { notice_secrets: string[] };
    expect(rotated.notice_secrets).toHaveLength(2);
    expect(rotated.notice_secrets[1]).toBe(shown.notice_secrets[0]);
  });
});

describe('key', () => {
  it('is made for tests unless asked otherwise, and revoked', async () => {
    const { run, projects } = cli();
    const project = await created(run);
    const { api_key: test } = (await run('key', 'create', project)) as { api_key: string };
    const { api_key: live } = (await run('key', 'create', project, '--live')) as { api_key: string };
    expect([test.slice(0, 8), live.slice(0, 8)]).toEqual(['pc_test_', 'pc_live_']);
    expect(await run('key', 'revoke', test)).toEqual({ revoked: true });
    expect(await projects.authenticate(test)).toBeUndefined();
    expect(await projects.authenticate(live)).toBeDefined();
    await expect(run('key', 'revoke', 'pc_test_nobody')).rejects.toThrow('no such key');
    await expect(run('key', 'create', 'prj_none')).rejects.toThrow('no such project');
  });
});

describe('a management key', () => {
  it('is made where asked for, and listed with its kind', async () => {
    const { run, projects } = cli();
    const project = await created(run);
    const { api_key: key } = (await run('key', 'create', project, '--kind', 'management')) as { api_key: string };
    expect(await projects.authenticate(key)).toMatchObject({ kind: 'management' });
    await run('key', 'create', project, '--kind', 'production');
    const listed = (await run('key', 'list', project)) as { id: string; kind: string }[];
    expect(listed.map(({ id, kind }) => [id.slice(0, 9), kind])).toEqual([
      ['pc_admin_', 'management'],
      ['pc_live_0', 'production'],
    ]);
    expect(await run('key', 'revoke', key)).toEqual({ revoked: true });
    await expect(run('key', 'create', project, '--kind', 'admin')).rejects.toThrow(/Allowed choices/);
    await expect(run('key', 'create', project, '--live', '--kind', 'management')).rejects.toThrow(/cannot be used/);
  });
});

describe('payment', () => {
  it('is shown without credentials, page or buyer', async () => {
    const { run, payments } = cli();
    const payment = aPayment({ request: { ...aPayment().request, buyer: { name: '王小明' } } });
    await payments.insert(payment);
    const shown = await run('payment', 'show', payment.paymentNo);
    expect(shown).toMatchObject({ payment_no: payment.paymentNo, status: 'pending', amount: 980 });
    expect(JSON.stringify(shown)).not.toMatch(/王小明|secret|credentials/);
    await expect(run('payment', 'show', 'PAY202606220001ABCDEFGH')).rejects.toThrow('no such payment');
  });

  it('is shown with every attempt, and what is still to happen', async () => {
    const { run, payments } = cli();
    const page = (kind: 'form' | 'code') =>
      kind === 'form'
        ? Secret.of({ kind, action: 'https://gateway.example', fields: { canary: 'canary' } })
        : Secret.of({ kind, code: 'canary' });
    const paidAt = now();
    const at = (hours: number) => new Date(now().getTime() + hours * 3_600_000);
    const creating = { token: 'canary', until: at(1), attempts: 2, isReleased: false };
    const attempts = [
      anAttempt({ status: 'paid', paidAt, page: page('code'), gatewayTradeNo: 'T1', info: { payment_code: 'GW1' } }),
      anAttempt({ no: 2, status: 'paid', paidAt, page: page('form'), isOut: true, returnedAt: at(2), asks: 3 }),
      anAttempt({
        no: 3,
        gateway: 'stripe',
        route: 'credit',
        method: 'credit',
        creating,
        closesAt: at(3),
        asksAt: at(4),
      }),
    ];
    const payment = aPayment({
      attempts,
      keptAttempt: 1,
      paidAt,
      tidyAt: at(5),
      completing: { attempt: 3, until: at(6) },
    });
    await payments.insert(payment);
    const shown = (await run('payment', 'show', payment.paymentNo)) as { attempts: object[] };
    expect(shown).toMatchObject({
      status: 'paid',
      kept_attempt: 1,
      received_amount: 1960,
      to_return_amount: 980,
      paid_twice: true,
      completing: { attempt_no: 3, until: at(6) },
      tidy_at: at(5),
      attempts: [
        {
          attempt_no: 1,
          gateway_order_no: attempts[0]?.gatewayOrderNo,
          gateway_trade_no: 'T1',
          page: 'code',
          payment_info: { payment_code: 'GW1' },
        },
        { attempt_no: 2, page: 'form', is_out: true, returned_at: at(2), asks: 3 },
        {
          attempt_no: 3,
          gateway: 'stripe',
          account: '3002607',
          creating: { calls: 2, until: at(1) },
          closes_at: at(3),
          asks_at: at(4),
        },
      ],
    });
    expect(JSON.stringify(shown)).not.toMatch(/canary/);
  });

  it('is shown, listed and found before its payer has picked a method, and with what they chose', async () => {
    const { run, payments } = cli();
    const link = { expiresAt: new Date('2126-06-29T04:00:00Z'), isOpen: true };
    const request = { ...aPayment().request, methods: ['ecpay/cvs', 'stripe/credit'], locale: 'en' };
    const project = await created(run);
    const payment = aPayment({ project, mode: 'all_in_one', link, attempts: [], request });
    await payments.insert(payment);
    const { paymentNo } = payment;
    const shown = {
      ...{ payment_no: paymentNo, mode: 'all_in_one', status: 'pending', attempts: [], expires_at: link.expiresAt },
      ...{ methods: request.methods, locale: 'en', link: { expires_at: link.expiresAt, is_open: true } },
    };
    expect(await run('payment', 'show', paymentNo)).toMatchObject(shown);
    const line = { payment_no: paymentNo, gateway: 'paycore', method: 'all', amount: 980, status: 'pending' };
    expect(await run('payment', 'list')).toMatchObject({ payments: [line] });
    const { merchantOrderNo } = request;
    expect(await run('payment', 'find', merchantOrderNo)).toMatchObject([{ ...line, found_by: ['merchant_order_no'] }]);
    expect(await run('payment', 'why', paymentNo)).toMatchObject({
      why: ['The payer has not picked a method yet; the link ends 2126-06-29 12:00 +08:00.'],
    });
    await payments.update(payment, { added: anAttempt({ route: 'cvs', extra: { cvs_type: 'ibon' } }) });
    expect(await run('payment', 'show', paymentNo)).toMatchObject({ attempts: [{ choices: { cvs_type: 'ibon' } }] });
  });

  it('is shown with refused callbacks and why, what gateways answered, and each try of its notice', async () => {
    const { run, payments, refusedCallbacks } = cli();
    const answers = [{ at: now(), by: 'scheduler', result: 'unpaid' }] as const;
    const notice = {
      ...{
        id: 'msg_1',
        state: 'delivered' as const,
        url: 'https://a.example',
        host: 'a.example',
        body: '{}',
        attempts: 2,
      },
    } as const;
    const events = [
      { at: now(), type: 'notice', detail: { attempt: 1, state: 'due', status: 500 } },
      { at: now(), type: 'notice', detail: { attempt: 2, state: 'delivered', status: 200 } },
    ] as const;
    const payment = aPayment({ answers, notice, events, refusedCallbacks: 1 });
    await payments.insert(payment);
    const { paymentNo } = payment;
    const amounts = { expected: '980', received: '12345' };
    const refusal = { at: now(), gateway: 'ecpay', code: 'CALLBACK_REFUSED', message: 'ECPay amount mismatch.' };
    await refusedCallbacks.record({ ...refusal, paymentNo, amounts, body: 'canary' });
    const shown = await run('payment', 'show', paymentNo);
    expect(shown).toMatchObject({
      attempts: [{ answers }],
      refused_callbacks: 1,
      refusals: [{ ...refusal, expected_amount: '980', received_amount: '12345' }],
      notice: {
        tries: [
          { attempt: 1, status: 500 },
          { attempt: 2, state: 'delivered', status: 200 },
        ],
      },
    });
    expect(JSON.stringify(shown)).not.toContain('canary');
  });

  it('is found by any of its numbers, with others that share it', async () => {
    const { run, payments } = cli();
    const request = { ...aPayment().request, merchantOrderNo: 'A1' };
    const own = aPayment({ request, gatewayTradeNo: 'T1' });
    const theirs = aPayment({
      request,
      project: 'prj_2',
      environment: 'production',
      createdAt: new Date('2026-06-23T00:00:00Z'),
    });
    for (const payment of [own, theirs]) await payments.insert(payment);
    expect(await run('payment', 'find', 'T1')).toEqual([
      {
        payment_no: own.paymentNo,
        found_by: ['gateway_trade_no'],
        project: 'prj_1',
        environment: 'test',
        merchant_order_no: 'A1',
        gateway: 'ecpay',
        method: 'atm',
        amount: 980,
        currency: 'TWD',
        status: 'pending',
        created_at: own.createdAt,
      },
    ]);
    expect(await run('payment', 'find', 'A1')).toMatchObject([
      { payment_no: theirs.paymentNo, found_by: ['merchant_order_no'], project: 'prj_2', environment: 'production' },
      { payment_no: own.paymentNo },
    ]);
    for (const no of [own.paymentNo, own.attempts[0]?.gatewayOrderNo ?? '']) {
      expect(await run('payment', 'find', no)).toMatchObject([{ payment_no: own.paymentNo }]);
    }
    await expect(run('payment', 'find', 'T2')).rejects.toThrow('No payment has this number.');
  });

  it('is listed with others, of all projects and sides or of those asked for', async () => {
    const { run, payments } = cli();
    const [mine, theirs] = [await created(run), await created(run)];
    const at = (hour: number) => new Date(Date.parse('2026-06-22T00:00:00Z') + hour * 3_600_000);
    const request = { ...aPayment().request, merchantOrderNo: 'A1' };
    const stored = [
      aPayment({ project: mine, createdAt: at(1), request }),
      aPayment({
        project: mine,
        createdAt: at(2),
        environment: 'production',
        status: 'paid',
        paidBeside: 'PAY2',
        holdsOrder: false,
      }),
      aPayment({ project: theirs, createdAt: at(3), status: 'expired' }),
    ];
    for (const payment of stored) await payments.insert(payment);
    const listed = async (...options: string[]) => {
      const answer = (await run('payment', 'list', ...options)) as {
        payments: { payment_no: string }[];
        more: boolean;
      };
      return [
        answer.payments.map(({ payment_no }) => stored.findIndex((one) => one.paymentNo === payment_no)),
        answer.more,
      ];
    };
    expect(await listed()).toEqual([[2, 1, 0], false]);
    expect(await listed('--limit', '2')).toEqual([[2, 1], true]);
    expect(await listed('--project', mine)).toEqual([[1, 0], false]);
    expect(await listed('--environment', 'test')).toEqual([[2, 0], false]);
    expect(await listed('--status', 'expired')).toEqual([[2], false]);
    expect(await listed('--order', 'A1')).toEqual([[0], false]);
    expect(await listed('--attention', 'paid_beside')).toEqual([[1], false]);
    expect(await listed('--attention', 'paid_twice')).toEqual([[], false]);
    expect(await listed('--from', '2026-06-22T02:00:00Z', '--to', '2026-06-22T03:00:00Z')).toEqual([[1], false]);
    await expect(run('payment', 'list', '--project', 'prj_none')).rejects.toThrow('no such project');
    for (const wrong of [
      ['--limit', '0'],
      ['--limit', '1001'],
      ['--limit', '1e1'],
      ['--status', 'done'],
      ['--from', 'today'],
    ]) {
      await expect(run('payment', 'list', ...wrong)).rejects.toThrow(wrong[0]);
    }
  });

  it('is listed also where its page comes short', async () => {
    const payment = aPayment();
    const pages = [{ payments: [], next: payment }, { payments: [payment], next: payment }, { payments: [] }];
    const payments = new MemoryPaymentStore();
    payments.list = async () => pages.shift() ?? { payments: [] };
    const { run } = cli({ payments });
    const project = await created(run);
    const found = await run('payment', 'list', '--project', project, '--environment', 'test');
    expect(found).toMatchObject({ payments: [{ payment_no: payment.paymentNo }], more: false });
  });

  it('is asked for at its gateways, which answer each for itself', async () => {
    const attempts = [1, 2, 3, 4].map((no) =>
      anAttempt({ no, gateway: no === 3 ? 'plus' : 'ecpay', answers: [{ at: now(), by: 'sync', result: 'unpaid' }] }),
    );
    const payment = aPayment({ attempts });
    const asked = [
      { no: 1, wasQueried: true, canQuery: true },
      { no: 2, wasQueried: true, canQuery: true, failure: gatewayUnavailable(undefined) },
      { no: 3, wasQueried: false, canQuery: false },
      { no: 4, wasQueried: false, canQuery: true },
    ];
    const { run } = cli({ syncPayment: { forOperator: async () => ({ payment, attempts: asked }) } });
    expect(await run('payment', 'sync', payment.paymentNo)).toMatchObject({
      asked: [
        { attempt_no: 1, gateway: 'ecpay', answer: 'unpaid' },
        { attempt_no: 2, answer: 'Payment gateway error' },
        { attempt_no: 3, gateway: 'plus', answer: 'cannot be asked' },
        { attempt_no: 4, answer: expect.stringContaining('not now') as string },
      ],
      payment: { payment_no: payment.paymentNo, attempts: [{}, {}, {}, {}] },
    });
  });

  it('is explained in words, with the payment that paid its order', async () => {
    const { run, payments, refusedCallbacks } = cli();
    const payment = aPayment({ refusedCallbacks: 1 });
    const paid = aPayment({ request: payment.request, status: 'paid', holdsOrder: false, holdsPaid: true });
    for (const one of [payment, paid]) await payments.insert(one);
    const refusal = { at: now(), gateway: 'ecpay', code: 'CALLBACK_REFUSED', message: 'No.', body: '' };
    await refusedCallbacks.record({ ...refusal, paymentNo: payment.paymentNo });
    const { why, ...head } = (await run('payment', 'why', payment.paymentNo)) as { why: string[] };
    expect(head).toEqual({ payment_no: payment.paymentNo, status: 'pending' });
    expect(why[0]).toBe(`Its order was paid by ${paid.paymentNo}: nobody is asked to pay this one any more.`);
    expect(why.at(-1)).toBe('1 callback refused: No, on 2026-06-22 12:00 +08:00.');
    expect(await run('payment', 'why', paid.paymentNo)).toMatchObject({
      status: 'paid',
      why: [expect.stringMatching(/^Paid on 2026-06-22 12:00/), expect.any(String)],
    });
    await expect(run('payment', 'why', 'PAY202606221200ZZZZZZZZ')).rejects.toThrow('no such payment');
  });

  it('is shown with why it was closed, and what it was paid beside', async () => {
    const { run, payments } = cli();
    const paidBeside = 'PAY202606220001ABCDEFGH';
    const closed = aPayment({ status: 'failed', closedReason: 'paid_beside', paidBeside });
    const late = aPayment({ status: 'paid', paidBeside });
    for (const payment of [closed, late]) await payments.insert(payment);
    expect(await run('payment', 'show', closed.paymentNo)).toMatchObject({
      closed_reason: 'paid_beside',
      paid_beside: paidBeside,
      to_return_amount: 0,
    });
    expect(await run('payment', 'show', late.paymentNo)).toMatchObject({
      paid_beside: paidBeside,
      to_return_amount: 980,
    });
  });

  it('shows decimal amounts as the merchant sent them, and the attempt’s exactly', async () => {
    const { run, payments } = cli();
    const request = { ...aPayment().request, amount: 99, decimals: 1, currency: 'USD' };
    const payment = aPayment({
      request,
      amount: 990,
      decimals: 2,
      status: 'paid',
      paidBeside: 'PAY202606220001ABCDEFGH',
    });
    await payments.insert(payment);
    expect(await run('payment', 'show', payment.paymentNo)).toMatchObject({
      ...{ amount: '9.9', received_amount: '9.9', to_return_amount: '9.9', currency: 'USD' },
      attempts: [{ amount: '9.90' }],
    });
  });

  it('is cancelled, or stays open for a reason in words', async () => {
    const no = 'PAY202606220001ABCDEFGH';
    const answering = (execute: CancelPayment['execute']) =>
      cli({ cancelPayment: { execute } }).run('payment', 'cancel', no);
    const cancelled = aPayment({ paymentNo: no, status: 'failed', closedReason: 'cancelled' });
    expect(await answering(async () => cancelled)).toMatchObject({ status: 'failed', closed_reason: 'cancelled' });
    const failing = (error: Error) => answering(() => Promise.reject(error));
    await expect(failing(orderConflict(no))).rejects.toThrow(/stays open: it is still being created, or its money/);
    await expect(failing(gatewayUnavailable(undefined))).rejects.toThrow(/stays open: its gateway/);
    await expect(failing(new Error('no such payment'))).rejects.toThrow('no such payment');
  });

  it('is settled by an operator after an unclear notice, which show names', async () => {
    const { run, payments } = cli();
    const unclear = { response_id: null, classif: 'A', amount: '980', errdesc: '' };
    const events = [{ at: now(), type: 'unclear_notice', detail: unclear }] as const;
    const payment = aPayment({ events });
    await payments.insert(payment);
    expect(await run('payment', 'show', payment.paymentNo)).toMatchObject({ unclear_notices: [unclear] });
    const accepted = await run('payment', 'accept-notice', payment.paymentNo, '--operator', 'mei-ling');
    expect(accepted).toMatchObject({ status: 'paid', events: [{}, { detail: { accepted_by: 'mei-ling' } }] });
    const unnamed = await run('payment', 'accept-notice', payment.paymentNo);
    expect(unnamed).toMatchObject({ events: [{}, { detail: { accepted_by: userInfo().username } }] });
  });

  it('has its notice made due again, with the same id', async () => {
    const { run, payments } = cli();
    const notice = {
      id: 'msg_1',
      state: 'exhausted',
      url: 'https://a.example',
      host: 'a.example',
      body: '{}',
      attempts: 10,
    } as const;
    const payment = aPayment({ status: 'paid', notice });
    await payments.insert(payment);
    await run('payment', 'resend-notice', payment.paymentNo);
    expect((await payments.find(payment.paymentNo))?.notice).toMatchObject({ id: 'msg_1', state: 'due', attempts: 0 });
  });

  it('is expired as of a time, but never in production', async () => {
    const { run, expired } = cli();
    await run('payment', 'expire-due', '--at', '2026-07-01T00:00:00Z');
    expect(expired).toEqual([new Date('2026-07-01T00:00:00Z')]);
    const live = cli({ config: { isProduction: true } });
    await expect(live.run('payment', 'expire-due', '--at', '2026-07-01T00:00:00Z')).rejects.toThrow('production');
    await expect(run('payment', 'expire-due', '--at', 'tomorrow')).rejects.toThrow('ISO 8601');
  });
});

describe('help', () => {
  it.each(['--help', 'help project', 'payment show --help', 'nonsense', 'payment show'])(
    'and mistakes need no database: %s',
    async (line) => {
      const { run, opened } = cli();
      await expect(run(...line.split(' '))).rejects.toThrow();
      expect(opened()).toBe(0);
    },
  );
});
