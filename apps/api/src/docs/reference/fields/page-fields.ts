import type { FieldDocs, FieldTable } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import type { pageData } from '@paycore/http';
import type * as z from 'zod';
import type { pageBody } from '../../../schemas/manage-page.ts';
import type { JsonSchemas } from '../schemas.ts';
import { sideTexts } from './manage-fields.ts';

type Texts<Schema extends z.ZodObject> = Readonly<
  Record<keyof Schema['shape'], Pick<FieldDocs, 'meaning' | 'example'>>
>;

const { logo, ...texts } = {
  shop_name: {
    meaning: {
      zh: '付款頁上的商店名稱，單行文字；null 為沒有。',
      en: 'The shop’s name on the page, text of one line; null for none.',
    },
    example: 'Blue Teapot',
  },
  accent_color: {
    meaning: {
      zh: '按鈕與連結的顏色，#RRGGBB；null 為預設。',
      en: 'Color of buttons and links, #RRGGBB; null for the usual.',
    },
    example: '#0B4F8A',
  },
  support_contact: {
    meaning: {
      zh: '付款人有問題時的聯絡方式；null 為沒有。',
      en: 'Where payers find help; null for none.',
    },
    example: 'help@shop.example',
  },
  default_locale: {
    meaning: {
      zh: '建立付款沒有指定 locale 時的語言；null 依付款人的瀏覽器，未知時為 zh-tw。',
      en: 'Language where a create names no locale; null for that of the payer’s browser, else zh-tw.',
    },
    example: 'zh-tw',
  },
  success_redirect_seconds: {
    meaning: {
      zh: '付款成功後幾秒自動回到 success_url；null 為不自動返回。',
      en: 'After so many seconds a paid page leads back to success_url; null for never.',
    },
    example: 5,
  },
  logo: {
    meaning: {
      zh: '商標：url、type、width、height；沒有則為 null。',
      en: 'The logo: url, type, width and height; null for none.',
    },
    example: {
      url: 'https://pay.shop.example/logos/6dd1cf2f3f8b0f5b1f4f0b1b5cf3a5b9a0b8f1c7d2e3f4a5b6c7d8e9f0a1b2c3',
      type: 'image/png',
      width: 256,
      height: 96,
    },
  },
} satisfies Texts<typeof pageData>;

export const pageTexts: Texts<typeof pageData> = { ...texts, logo };
const bodyTexts: Texts<typeof pageBody> = { ...texts, ...sideTexts };

export const pageTable = ({ PageSettings }: JsonSchemas): FieldTable => fieldTable(PageSettings, pageTexts);
export const writtenTable = ({ StorePage }: JsonSchemas): FieldTable => fieldTable(StorePage, bodyTexts);
