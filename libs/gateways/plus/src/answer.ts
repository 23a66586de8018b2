import {
  bankName,
  gatewayUnavailable,
  parseTaipeiTime,
  PayCoreError,
  taipeiTime,
  type Balance,
  type Created,
  type Info,
  type Order,
} from '@paycore/core';
import { z } from 'zod';
import { readMoney } from './wire/money.ts';
import type { Protocol } from './wire/protocol.ts';
import { deadline } from './request.ts';

const emptyAsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value);

/** A number that JSON cannot carry whole, as sixteen digits may be, is no number of ours. */
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

/** An answer about something else is no answer; another amount is told by its own name. */
function checkEchoes(said: Info, order: Order, { fields }: Protocol): void {
  const orderNo = emptyAsAbsent(said[fields.orderNo]);
  if (orderNo !== undefined && orderNo !== order.gatewayOrderNo) throw odd({ reason: 'another order number' });
  const money = emptyAsAbsent(said[fields.money]);
  if (money === undefined || readMoney(money) === order.amount) return;
  throw new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'PLUS money mismatch.', {
    log: { expected_amount: order.amount, received_amount: JSON.stringify(money).slice(0, 100) },
  });
}

/** What PLUS issued. Throws `unavailable` where that cannot be read. */
export function readIssued(said: Info, order: Order, protocol: Protocol): Created {
  checkEchoes(said, order, protocol);
  const { fields } = protocol;
  const { data, error } = issued.safeParse({
    platNo: said[fields.platNo],
    accountCode: said[fields.accountCode],
    bankCode: said[fields.bankCode],
    expireAt: said[fields.expireAt],
  });
  if (!data) throw odd({ reason: 'unreadable fields', fields: error.issues.map(({ path }) => path.join('.')) });
  const { platNo, accountCode: account, bankCode } = data;
  const name = bankCode === undefined ? undefined : bankName(bankCode);
  // The date that PLUS answers counts; where it is missing or odd, the one that we asked for.
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

const deepest = 20;

/** The same value with each occurrence of the secret cut out, names included. Throws `unavailable` where it is too deep. */
function withoutSecret(value: unknown, secret: string, depth = 0): unknown {
  if (depth > deepest) throw odd({ reason: 'an answer of too many levels' });
  if (typeof value === 'string') return value.replaceAll(secret, '[cut]');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutSecret(item, secret, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replaceAll(secret, '[cut]'),
      withoutSecret(member, secret, depth + 1),
    ]),
  );
}

/** As PLUS answers it: whole, as text, or not there. A fraction becomes text, since whole numbers alone stay numbers. */
export function readBalance(said: Info, secret: string, { fields }: Protocol): Balance {
  const given = said[fields.balance] ?? null;
  const raw = withoutSecret(said, secret);
  if (given === null) return { balance: null, raw };
  if (typeof given === 'string' && given.length <= 100) return { balance: given.replaceAll(secret, '[cut]'), raw };
  if (typeof given !== 'number') throw odd({ reason: 'unreadable balance' });
  if (Number.isSafeInteger(given)) return { balance: given, raw };
  if (Math.abs(given) > Number.MAX_SAFE_INTEGER) throw odd({ reason: 'a balance too large to be exact' });
  return { balance: String(given), raw };
}
