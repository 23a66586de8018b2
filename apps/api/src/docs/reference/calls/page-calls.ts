import type { FieldTable } from '@paycore/core';
import { enveloped } from '../fields/answer-fields.ts';
import * as fields from '../fields/page-fields.ts';
import { sideTable } from '../fields/manage-fields.ts';
import * as requests from '../fields/request-fields.ts';
import { exampleOf } from '../fields/tables.ts';
import type { Answer, Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import { refTo, type JsonSchemas, type SchemaName } from '../schemas.ts';
import { managed } from './managed-call.ts';

const path = '/api/paycore/manage/page';

function pageAnswer(schemas: JsonSchemas, name: SchemaName, message: string, hasLogo = true): Answer {
  const { logo, ...texts } = fields.pageTable(schemas);
  const shown: FieldTable = { ...texts, ...(logo && { logo: hasLogo ? logo : { ...logo, example: null } }) };
  return {
    status: 200,
    type: 'application/json',
    fields: enveloped(message, shown),
    schema: refTo(name),
    example: { success: true, data: exampleOf(shown), message },
    highlights: ['data.shop_name', 'data.accent_color', 'data.logo'],
  };
}

const read = (schemas: JsonSchemas): Endpoint =>
  managed(schemas, {
    id: 'manage-page',
    verb: 'GET',
    path,
    title: { zh: '讀取付款頁設定', en: 'Read the page settings' },
    summary: { zh: '付款頁如何呈現你的商店。', en: 'How the payment page presents your shop.' },
    answer: pageAnswer(schemas, 'PageFoundAnswer', 'Page found'),
  });

const store = (schemas: JsonSchemas): Endpoint =>
  managed(schemas, {
    id: 'manage-page-store',
    verb: 'PUT',
    path,
    title: { zh: '設定付款頁', en: 'Set the page' },
    summary: {
      zh: '以這些內容取代目前的設定；沒有送出的欄位視為沒有。商標另外設定。',
      en: 'Replaces the settings: what is left out is set to none. The logo is set apart.',
    },
    body: {
      fields: fields.writtenTable(schemas),
      schema: refTo('StorePage'),
      examples: [{ type: 'application/json', body: exampleOf(fields.writtenTable(schemas)) }],
    },
    answer: pageAnswer(schemas, 'PageStoredAnswer', 'Page stored'),
    refusals: [errors.paleColor],
    notes: [
      {
        zh: 'accent_color 與付款頁的底色對比至少須為 4.5:1（WCAG 2.2），否則文字無法閱讀。',
        en: 'accent_color needs a contrast of at least 4.5:1 with the page’s grounds (WCAG 2.2), or text in it could not be read.',
      },
    ],
  });

const imageType: FieldTable = {
  'Content-Type': {
    meaning: { zh: '圖片的格式。', en: 'The image’s format.' },
    schema: { enum: ['image/png', 'image/webp'] },
    example: 'image/png',
  },
};

const putLogo = (schemas: JsonSchemas): Endpoint =>
  managed(schemas, {
    id: 'manage-page-logo',
    verb: 'PUT',
    path: `${path}/logo`,
    title: { zh: '設定商標', en: 'Set the logo' },
    summary: {
      zh: '請求內容就是圖片本身：PNG 或 WebP，50 kB 以內，每邊 32 到 1,024 像素，不可為動畫。',
      en: 'The body is the image itself: PNG or WebP, up to 50 kB, 32 to 1,024 pixels a side, not animated.',
    },
    headers: { ...requests.managementKey, ...imageType },
    query: sideTable(schemas),
    body: {
      fields: {},
      schema: { type: 'string', contentMediaType: 'image/png' },
      examples: [],
      file: { name: 'logo.png', types: ['image/png', 'image/webp'] },
    },
    answer: pageAnswer(schemas, 'LogoStoredAnswer', 'Logo stored'),
    refusals: [errors.badLogo, ...errors.ofImage],
    notes: [
      {
        zh: 'PayCore 以內容的雜湊提供商標（data.logo.url），付款頁不會連到別處。SVG 不收，因為它可以帶程式。',
        en: 'PayCore serves the logo itself, by the hash of its bytes (data.logo.url), so that the page loads nothing from elsewhere. SVG is refused: it can carry scripts.',
      },
    ],
  });

const removeLogo = (schemas: JsonSchemas): Endpoint =>
  managed(schemas, {
    id: 'manage-page-logo-remove',
    verb: 'DELETE',
    path: `${path}/logo`,
    title: { zh: '移除商標', en: 'Remove the logo' },
    summary: { zh: '付款頁不再顯示商標。', en: 'The page shows no logo any more.' },
    answer: pageAnswer(schemas, 'LogoRemovedAnswer', 'Logo removed', false),
    notes: [{ zh: '可以安全重送。', en: 'Safe to repeat.' }],
  });

export const pageCalls = (schemas: JsonSchemas): Endpoint[] => [
  read(schemas),
  store(schemas),
  putLogo(schemas),
  removeLogo(schemas),
];
