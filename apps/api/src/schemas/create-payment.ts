import {
  maxAmount,
  PayCoreError,
  requestedAmount,
  validationFailed,
  type FieldFaults,
  type Gateway,
  type Info,
  type PaymentRequest,
  type UrlRefusalOf,
} from '@paycore/core';
import * as z from 'zod';
import { requiredAmount, requiredDecimalAmount } from './fields/amount.ts';
import { optionalCount } from './fields/count.ts';
import { faultsOf } from './fields/faults.ts';
import { isObject, optionalObject } from './fields/field.ts';
import { optionalEmail, optionalText, requiredText } from './fields/text.ts';
import { type CalledUrlRules, optionalCalledUrl, optionalUrl } from './fields/url.ts';
import { messages } from './messages.ts';

export const defaultCurrency = 'TWD';

/** The fields that every create takes, whoever picks the method; `amount` as text too. */
export const commonFields = (rules: CalledUrlRules) =>
  z.object({
    merchant_order_no: requiredText('merchant_order_no', 100),
    amount: requiredDecimalAmount('amount', maxAmount),
    currency: optionalText('currency', 10),
    payer_account: optionalText('payer_account', 100),
    success_url: optionalUrl('success_url'),
    return_url: optionalUrl('return_url'),
    cancel_url: optionalUrl('cancel_url'),
    payok_url: optionalCalledUrl('payok_url', rules),
    item_name: optionalText('item_name', 200),
    description: optionalText('description', 200),
    buyer_name: optionalText('buyer_name', 100),
    buyer_mobile: optionalText('buyer_mobile', 30),
    buyer_phone: optionalText('buyer_phone', 30),
    buyer_tel: optionalText('buyer_tel', 30),
    buyer_email: optionalEmail('buyer_email'),
    expire_days: optionalCount('expire_days', 1, 60),
  });

/** Those of a create whose method the merchant names; `amount` as some methods take it. */
export const createFields = (rules: CalledUrlRules) =>
  commonFields(rules).extend({ gateway_credentials: optionalObject('gateway_credentials') });

/** The same with `amount` as all the others take it. */
const integerFields = (rules: CalledUrlRules) =>
  createFields(rules).extend({ amount: requiredAmount('amount', maxAmount) });

type CommonFields = z.infer<ReturnType<typeof commonFields>>;

export interface CreateBody {
  readonly request: PaymentRequest;
  /** The order number as sent, where it had blanks around it. */
  readonly untrimmedOrderNo?: string;
  /** For the gateway to judge; the stored account is meant where absent. */
  readonly credentials?: unknown;
}

/** What a create may be, by whose it is. */
export interface CreateTerms {
  /** An account is stored, so that credentials may be left out. */
  readonly hasAccount?: boolean;
  /** No `payok_url` over http. */
  readonly isHttpsOnly?: boolean;
}

/**
 * Reads the body of a create whose method the merchant names. Throws VALIDATION_FAILED with every fault, the gateway's own fields
 * included, and INVALID_ARGUMENT for an amount of more decimals than any currency has.
 */
export type ReadCreate = (gateway: Gateway, route: string, body: unknown, terms?: CreateTerms) => CreateBody;

export function createReader(urlRefusal: UrlRefusalOf): ReadCreate {
  const fieldsBy = (rules: CalledUrlRules) => ({ decimal: createFields(rules), integer: integerFields(rules) });
  const [any, https] = [fieldsBy({ urlRefusal }), fieldsBy({ urlRefusal, isHttpsOnly: true })];
  return (gateway, route, body, { hasAccount = false, isHttpsOnly = false } = {}) => {
    const { decimal, integer } = isHttpsOnly ? https : any;
    const input = isObject(body) ? body : {};
    const common = (gateway.methods[route]?.maxDecimalsOf ? decimal : integer).safeParse(input);
    const own = readExtra(gateway, route, input);
    const isLacking = !hasAccount && common.data?.gateway_credentials === undefined;
    const faults = {
      ...own.faults,
      ...(isLacking && lacksCredentials(input) && { gateway_credentials: [messages.required('gateway_credentials')] }),
      ...(common.error && faultsOf(common.error)),
    };
    if (!common.success || Object.keys(faults).length > 0) throw validationFailed(faults);
    const { merchant_order_no: sent, gateway_credentials: credentials } = common.data;
    const request = requestOf(common.data, own.extra);
    return {
      request,
      ...(credentials !== undefined && { credentials }),
      ...(request.merchantOrderNo !== sent && { untrimmedOrderNo: sent }),
    };
  };
}

// Made once: to make a schema takes longer than to read by it.
const givenCredentials = optionalObject('gateway_credentials');

/** Whether a create leaves its credentials out, in any of the ways in which clients say so. */
export const lacksCredentials = (body: unknown): boolean =>
  !isObject(body) || givenCredentials.safeParse(body['gateway_credentials']).data === undefined;

function readExtra(gateway: Gateway, route: string, body: Info): { extra: Info; faults?: FieldFaults } {
  try {
    return { extra: gateway.readExtra?.(route, body) ?? {} };
  } catch (error) {
    if (error instanceof PayCoreError && error.kind === 'invalid' && error.fields) {
      return { extra: {}, faults: error.fields };
    }
    throw error;
  }
}

export const requestOf = (fields: CommonFields, extra: Info): PaymentRequest => ({
  merchantOrderNo: fields.merchant_order_no.trim(),
  ...requestedAmount(fields.amount),
  currency: (fields.currency ?? defaultCurrency).toUpperCase(),
  ...present({
    itemName: fields.item_name ?? fields.description,
    description: fields.description,
    expireDays: fields.expire_days,
  }),
  buyer: present({
    name: fields.buyer_name,
    mobile: fields.buyer_mobile ?? fields.buyer_phone,
    tel: fields.buyer_tel ?? fields.buyer_phone,
    email: fields.buyer_email,
    account: fields.payer_account,
  }),
  urls: present({
    success: fields.success_url ?? fields.return_url,
    cancel: fields.cancel_url,
    payok: fields.payok_url,
  }),
  extra,
});

/** The fields that have a value: stored documents and spreads know no `undefined`. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const found: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const name in fields) if (fields[name] !== undefined) found[name] = fields[name] as never;
  return found;
}
