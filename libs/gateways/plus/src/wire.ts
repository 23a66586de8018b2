import { invalidArgument, parseUrl, type FieldFaults, type Strings } from '@paycore/core';
import { parseFlatObject } from '@paycore/gateway-kit';
import * as z from 'zod';
import type { Fields } from './sign.ts';

/**
 * What PLUS speaks. It publishes no documents: of all that stands here, only `appid`, `money`, `callback_url`, `pay_name`,
 * `account_code` and `plat_no` are known to be words of PLUS's, and that its answer said `"status": "ok"` once. The rest is
 * assumed, and can be set by the operator.
 */
export interface Protocol {
  /** Without a trailing slash; PLUS cannot be called before its address is known. */
  readonly baseUrl: string | undefined;
  readonly paths: { readonly atm: string; readonly balance: string };
  /** Our word → the field's name on the wire. */
  readonly fields: Readonly<Record<Field, string>>;
  /** Values of the field `status`: of an answer that grants what was asked, and of callbacks. */
  readonly words: { readonly ok: string; readonly paid: string; readonly failed: string };
}

const standard = {
  appid: 'appid',
  orderNo: 'order_no',
  money: 'money',
  currency: 'currency',
  payName: 'pay_name',
  callbackUrl: 'callback_url',
  returnUrl: 'return_url',
  expireAt: 'expire_at',
  timestamp: 'timestamp',
  sign: 'sign',
  status: 'status',
  message: 'message',
  platNo: 'plat_no',
  accountCode: 'account_code',
  bankCode: 'bank_code',
  balance: 'balance',
} as const;
export type Field = keyof typeof standard;

/** Which fields stand beside each other, and so may not share a name. */
const messages: readonly (readonly Field[])[] = [
  ['appid', 'orderNo', 'money', 'currency', 'payName', 'callbackUrl', 'returnUrl', 'expireAt', 'timestamp', 'sign'],
  ['status', 'message', 'orderNo', 'money', 'platNo', 'accountCode', 'bankCode', 'expireAt'],
  ['status', 'message', 'balance'],
  ['appid', 'orderNo', 'platNo', 'money', 'status', 'sign'],
];

const settingOf = (field: Field): string => `field_${standard[field]}`;

const fieldName = z.string().regex(/^[A-Za-z]\w{0,39}$/, 'must be a letter, then letters, digits or _: at most 40');
const word = z.string().regex(/^[\x21-\x7e]{1,40}$/, 'must be a word of at most 40 characters');
const path = z.string().regex(/^\/[\w./~-]{0,200}$/, 'must be a path such as /api/pay');

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** In the clear only to this machine itself, where egress lets nothing through that the operator did not allow by name. */
function isBaseUrl(text: string): boolean {
  const url = parseUrl(text);
  if (!url) return false;
  const { protocol, hostname, username, password, search, hash } = url;
  const isPrivate = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isPrivate && username + password + search + hash === '';
}

const schema = z.strictObject({
  base_url: z
    .string()
    .refine(isBaseUrl, 'must be an https URL without user, query or fragment')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  path_atm: path.default('/api/pay/atm'),
  path_balance: path.default('/api/balance'),
  ...Object.fromEntries(Object.values(standard).map((name) => [`field_${name}`, fieldName.default(name)])),
  status_ok: word.default('ok'),
  status_paid: word.default('paid'),
  status_failed: word.default('failed'),
});

function readSettings(settings: Strings): z.infer<typeof schema> {
  const { data, error } = schema.safeParse(settings);
  if (data) return data;
  const faults = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => [name, ['is no setting of PLUS']] as const)
      : [[issue.path.join('.'), [issue.message]] as const],
  );
  throw refused(Object.fromEntries(faults));
}

/** Two fields of one message under one name, or two words for one thing: nobody could tell them apart. */
function clashes({ fields, words }: Protocol): FieldFaults {
  const faults: Record<string, string[]> = {};
  for (const message of messages) {
    for (const [at, field] of message.entries()) {
      const earlier = message.slice(0, at).find((other) => fields[other] === fields[field]);
      if (earlier) faults[settingOf(field)] = [`must differ from ${settingOf(earlier)}`];
    }
  }
  return { ...faults, ...(words.paid === words.failed && { status_failed: ['must differ from status_paid'] }) };
}

const refused = (faults: FieldFaults) => invalidArgument('The settings of PLUS cannot be used.', faults);

/** The standard, changed as the operator says. Throws `invalid`, all faults at once. */
export function readProtocol(settings: Strings = {}): Protocol {
  const read: Readonly<Record<string, string | undefined>> = readSettings(settings);
  const { base_url, path_atm = '', path_balance = '', status_ok = '', status_paid = '', status_failed = '' } = read;
  const names = (Object.keys(standard) as Field[]).map((field) => [field, read[settingOf(field)] ?? standard[field]]);
  const protocol: Protocol = {
    baseUrl: base_url,
    paths: { atm: path_atm, balance: path_balance },
    fields: Object.fromEntries(names) as Record<Field, string>,
    words: { ok: status_ok, paid: status_paid, failed: status_failed },
  };
  const faults = clashes(protocol);
  if (Object.keys(faults).length > 0) throw refused(faults);
  return protocol;
}

/**
 * Whole dollars as PLUS may write them: `980`, and `980.0` or `980.00`, which say the same. Undefined for all else, so that
 * nothing rounded, signed, padded or grouped passes for an amount.
 */
export function readMoney(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const [, dollars] = /^([1-9]\d{0,11}|0)(?:\.0{1,2})?$/.exec(text) ?? [];
  return dollars === undefined ? undefined : Number(dollars);
}

const isFlat = (value: unknown) => typeof value !== 'object';

function readForm(text: string): Fields | undefined {
  const pairs = [...new URLSearchParams(text)];
  const fields = new Map(pairs);
  return fields.size === pairs.length ? fields : undefined;
}

/**
 * The fields of a callback, JSON or a form: which of the two PLUS sends is not known, so the text tells. Undefined where it
 * is neither, where JSON is nested, and where a field stands twice: which one is meant?
 */
export function readBody(body: Uint8Array): Fields | undefined {
  const text = Buffer.from(body).toString('utf8').trim();
  return text.startsWith('{') ? parseFlatObject(text, isFlat) : readForm(text);
}

/** The text of what may be written as text, number or boolean; undefined for all else. */
export const scalarText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
