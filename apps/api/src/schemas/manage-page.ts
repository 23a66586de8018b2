import { pageFaults, pageLimits, pageLocales, validationFailed, type Environment, type PageTexts } from '@paycore/core';
import * as z from 'zod';
import { optionalChoiceOrNull } from './fields/choice.ts';
import { optionalCount } from './fields/count.ts';
import { faultsOf } from './fields/faults.ts';
import { isObject } from './fields/field.ts';
import { optionalColor, optionalText } from './fields/text.ts';
import { managedSide } from './manage.ts';

const texts = z.object({
  shop_name: optionalText('shop_name', pageLimits.shopName),
  accent_color: optionalColor('accent_color'),
  support_contact: optionalText('support_contact', pageLimits.supportContact),
  default_locale: optionalChoiceOrNull('default_locale', pageLocales),
  success_redirect_seconds: optionalCount('success_redirect_seconds', 0, pageLimits.redirectSeconds),
});

export const pageBody = texts.extend(managedSide);

export interface PageBody {
  readonly environment: Environment;
  readonly texts: PageTexts;
}

/** Throws VALIDATION_FAILED with every fault. */
export function readPage(body: unknown): PageBody {
  const input = isObject(body) ? body : {};
  const { data, error } = pageBody.safeParse(input);
  const faults = { ...pageFaults(textsOf(data ?? wellTyped(input))), ...(error && faultsOf(error)) };
  if (!data || Object.keys(faults).length > 0) throw validationFailed(faults);
  return { environment: data.environment, texts: textsOf(data) };
}

type Fields = z.infer<typeof texts>;

/** Those fields that can be judged on their own. */
const wellTyped = (input: Readonly<Record<string, unknown>>): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(texts.shape).flatMap(([name, field]) => {
      const { data } = field.safeParse(input[name]);
      return data === undefined ? [] : [[name, data]];
    }),
  );

const textsOf = (fields: Partial<Fields>): PageTexts => ({
  ...(fields.shop_name !== undefined && { shopName: fields.shop_name.trim() }),
  ...(fields.accent_color !== undefined && { accentColor: fields.accent_color.trim().toUpperCase() }),
  ...(fields.support_contact !== undefined && { supportContact: fields.support_contact.trim() }),
  ...(fields.default_locale !== undefined && { defaultLocale: fields.default_locale }),
  ...(fields.success_redirect_seconds !== undefined && { successRedirectSeconds: fields.success_redirect_seconds }),
});
