import { validationFailed, type CreateLinkOrder, type FieldFaults } from '@paycore/core';
import * as z from 'zod';
import { locales } from '../pages/texts.ts';
import { commonFields, present, requestOf } from './create-payment.ts';
import { requiredChoice } from './fields/choice.ts';
import { faultsOf } from './fields/faults.ts';
import { absentField, isObject, nullAsAbsent } from './fields/field.ts';
import { requiredInstant } from './fields/time.ts';
import type { CalledUrlRules } from './fields/url.ts';
import { messages } from './messages.ts';

const minute = 60_000;
const [leastAheadMs, mostAheadMs] = [5 * minute, 60 * 1440 * minute];
const maxMethods = 100;

const methodList = (field: string, isMethod: (name: string) => boolean) =>
  z
    .array(z.string({ error: messages.strings(field) }).refine(isMethod, { error: messages.method(field) }), {
      error: messages.strings(field),
    })
    .min(1, { error: messages.items(field, maxMethods) })
    .max(maxMethods, { error: messages.items(field, maxMethods) })
    .refine((names) => new Set(names).size === names.length, { error: messages.distinct(field) })
    .meta({ type: ['array', 'null'], items: { type: 'string' }, minItems: 1, maxItems: maxMethods, uniqueItems: true });

export interface LinkRules extends CalledUrlRules {
  /** Whether `{gateway}/{route}` is installed. */
  readonly isMethod: (name: string) => boolean;
}

/** The fields of a create for which the payer picks the method. */
export const linkFields = ({ isMethod, ...rules }: LinkRules) =>
  commonFields(rules).extend({
    methods: nullAsAbsent(methodList('methods', isMethod)),
    locale: nullAsAbsent(
      requiredChoice('locale', locales).meta({ type: ['string', 'null'], enum: [...locales, null] }),
    ),
    link_expires_at: nullAsAbsent(requiredInstant('link_expires_at').meta({ type: ['string', 'null'] })),
  });

/**
 * Reads the body of such a create. Throws VALIDATION_FAILED with every fault, and INVALID_ARGUMENT for an amount of more
 * decimals than any currency has.
 */
export function linkReader(rules: LinkRules): (body: unknown, now: Date) => CreateLinkOrder {
  const schema = linkFields(rules).extend({ gateway_credentials: absentField('gateway_credentials') });
  return (body, now) => {
    const { data, error } = schema.safeParse(isObject(body) ? body : {});
    const faults: FieldFaults = error ? faultsOf(error) : endFaults(data.link_expires_at, now);
    if (!data || Object.keys(faults).length > 0) throw validationFailed(faults);
    const { merchant_order_no: sent, methods, locale, link_expires_at: linkExpiresAt } = data;
    const request = { ...requestOf(data, {}), ...present({ methods, locale }) };
    return {
      request,
      ...(linkExpiresAt && { linkExpiresAt }),
      ...(request.merchantOrderNo !== sent && { untrimmedOrderNo: sent }),
    };
  };
}

function endFaults(end: Date | undefined, now: Date): FieldFaults {
  const ahead = end && end.getTime() - now.getTime();
  const isFit = ahead === undefined || (ahead >= leastAheadMs && ahead <= mostAheadMs);
  return isFit ? {} : { link_expires_at: [messages.ahead('link_expires_at')] };
}
