import { parseUrl, type UrlRefusal, type UrlRefusalOf } from '@paycore/core';
import * as z from 'zod';
import { messages } from '../messages.ts';
import { blankAsAbsent, orNull } from './field.ts';
import { text } from './text.ts';

const maxUrlLength = 2048;

/** `new URL` repairs much (`http:x`, backslashes, spaces); what a browser or a server is later given must not need it. */
function isWebUrl(value: string): boolean {
  const url = /^https?:\/\/[^\s\\]+$/i.test(value) ? parseUrl(value) : undefined;
  return url?.username === '' && url.password === '';
}

const webUrl = (field: string) =>
  text(field, maxUrlLength)
    .refine(isWebUrl, { error: messages.url(field), abort: true })
    .meta({ ...orNull('string'), 'x-type': 'url', pattern: '^(https?://[^\\s\\\\\\u0000]+|\\s*)$' });

/** An absolute http(s) URL without a user name or password; localhost is allowed. */
export const optionalUrl = (field: string) => z.preprocess(blankAsAbsent, webUrl(field).optional());

/** What a URL must be that our own server will call. */
export interface CalledUrlRules {
  readonly urlRefusal: UrlRefusalOf;
  /** False where absent: http is taken too. */
  readonly isHttpsOnly?: boolean;
}

function urlFault(field: string, { reason, host, port }: UrlRefusal): string {
  if (reason === 'bad_port') return messages.urlPort(field, port);
  if (reason === 'local_name') return messages.localUrl(field, host);
  return reason === 'private_address' ? messages.privateUrl(field) : messages.url(field);
}

/** A URL that our own server will call. */
export const optionalCalledUrl = (field: string, { urlRefusal, isHttpsOnly = false }: CalledUrlRules) =>
  z.preprocess(
    blankAsAbsent,
    webUrl(field)
      .superRefine((value, context) => {
        const refusal = urlRefusal(value);
        if (refusal) context.addIssue(urlFault(field, refusal));
        if (isHttpsOnly && !/^https:/i.test(value)) context.addIssue(messages.httpsUrl(field));
      })
      .optional(),
  );
