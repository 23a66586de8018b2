import { gatewayUnavailable, parseTaipeiTime, taipeiTime, type Created, type Info, type Order } from '@paycore/core';
import { answerAmountMismatch, bankName } from '@paycore/gateway-kit';
import * as z from 'zod';
import { call, type Asked, type CallContext } from './client.ts';
import { readMoney, type Protocol } from './wire.ts';

const day = 86_400_000;

/** The deadline we ask for: the end of a day in Taipei. */
function deadline({ createdAt, expireDays }: Order): Date {
  const at = new Date(createdAt.getTime() + Math.min(Math.max(expireDays, 1), 60) * day);
  return new Date(`${taipeiTime(at).slice(0, 10)}T23:59:59+08:00`);
}

const atmRequest = (order: Order): Asked => ({
  orderNo: order.gatewayOrderNo,
  money: order.amount,
  currency: order.currency,
  ...(order.buyer.account !== undefined && { payName: order.buyer.account }),
  callbackUrl: order.urls.callback,
  returnUrl: order.urls.returnWithToken,
  expireAt: taipeiTime(deadline(order)),
});

const emptyAsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value);

/** Text, or an integer small enough for JSON to carry exactly, which sixteen digits may not be. */
const number = (form: RegExp) =>
  z
    .union([z.string(), z.int().transform(String)])
    .transform((text) => text.trim())
    .pipe(z.string().regex(form));

const issued = z.object({
  platNo: number(/^[\w-]{1,64}$/),
  accountCode: number(/^[0-9A-Za-z][0-9A-Za-z -]{3,39}$/),
  bankCode: z.preprocess(
    emptyAsAbsent,
    z
      .string()
      .trim()
      .regex(/^\d{3,7}$/)
      .optional(),
  ),
  expireAt: z.preprocess(emptyAsAbsent, z.string().max(40).optional()),
});

const odd = (log: Readonly<Record<string, unknown>>) => gatewayUnavailable(undefined, { log });

/** An answer about another order counts as none; another amount has its own error. */
function checkEchoes(answer: Info, order: Order, { fields }: Protocol): void {
  const orderNo = emptyAsAbsent(answer[fields.orderNo]);
  if (orderNo !== undefined && orderNo !== order.gatewayOrderNo) throw odd({ reason: 'another order number' });
  const money = emptyAsAbsent(answer[fields.money]);
  if (money === undefined || readMoney(money) === order.amount) return;
  throw answerAmountMismatch('PLUS money mismatch.', order.amount, JSON.stringify(money).slice(0, 100));
}

/** What PLUS issued. Throws `unavailable` where that cannot be read. */
function readIssued(answer: Info, order: Order, protocol: Protocol): Created {
  checkEchoes(answer, order, protocol);
  const { fields } = protocol;
  const { data, error } = issued.safeParse({
    platNo: answer[fields.platNo],
    accountCode: answer[fields.accountCode],
    bankCode: answer[fields.bankCode],
    expireAt: answer[fields.expireAt],
  });
  if (!data) throw odd({ reason: 'unreadable fields', fields: error.issues.map(({ path }) => path.join('.')) });
  const { platNo, accountCode: account, bankCode } = data;
  const name = bankCode === undefined ? undefined : bankName(bankCode);
  // PLUS's date; where it is missing or unreadable, the one that we asked for.
  const expiresAt = parseTaipeiTime(data.expireAt ?? '') ?? deadline(order);
  return {
    gatewayTradeNo: platNo,
    info: {
      account_code: account,
      plat_no: platNo,
      virtual_account: account,
      bank_code: bankCode ?? null,
      bank_name: name ?? null,
      expire_at: taipeiTime(expiresAt),
    },
    page: {
      kind: 'account',
      account,
      ...(bankCode !== undefined && { bankCode }),
      ...(name !== undefined && { bankName: name }),
    },
    expiresAt,
  };
}

/** Throws `rejected`, `unavailable`. */
export async function create(order: Order, context: CallContext): Promise<Created> {
  return readIssued(await call(context.protocol.paths.atm, atmRequest(order), context), order, context.protocol);
}
