import type { FieldDocs, FieldTable, JsonSchema } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import type { offeredMethod, shownSetting, storedGateway } from '@paycore/http';
import type * as z from 'zod';
import type { methodsBody } from '../../../schemas/manage-methods.ts';
import type { sideQuery, storeGatewayBody } from '../../../schemas/manage.ts';
import type { JsonSchemas } from '../schemas.ts';
import { under } from './tables.ts';

type Texts<Schema extends z.ZodObject> = Readonly<
  Record<keyof Schema['shape'], Pick<FieldDocs, 'meaning' | 'example'>>
>;

export const sideTexts: Texts<typeof sideQuery> = {
  environment: {
    meaning: { zh: '要管理的環境：測試或正式。', en: 'Which side is managed: test or production.' },
    example: 'test',
  },
};

const storeTexts: Texts<typeof storeGatewayBody> = {
  ...sideTexts,
  gateway_credentials: {
    meaning: {
      zh: '金流商店的憑證，欄位見各金流章節；加密儲存，之後任何 API 都不會再讀出。',
      en: 'Credentials of your account at the gateway; see its chapter for the fields. Encrypted at rest, and never read out again.',
    },
  },
};

const gateway = { meaning: { zh: '金流。', en: 'The gateway.' }, example: 'ecpay' };
const route = {
  meaning: {
    zh: '付款方式，即 /pay/{gateway}/ 之後的部分。',
    en: 'The method: what follows /pay/{gateway}/.',
  },
  example: 'atm',
};
const version = {
  meaning: { zh: '帳號的版本；每次更換憑證加一。', en: 'Goes up with every change of the credentials.' },
  example: 1,
};

export const storedTexts: Texts<typeof storedGateway> = {
  gateway,
  account: {
    meaning: {
      zh: '商店代號，只顯示前二後二字元。',
      en: 'The account’s number, all but two characters at each end hidden.',
    },
    example: '30***07',
  },
  environment: sideTexts.environment,
  version,
  verified_at: {
    meaning: {
      zh: '最近一次向金流確認這組憑證的時間；未曾確認為 null。',
      en: 'When the gateway was last asked about these credentials; null if never.',
    },
    example: null,
  },
  verify_result: {
    meaning: {
      zh: '確認結果：valid 有效、invalid 金流不認得、unverifiable 金流沒有可供確認的查詢；未曾確認為 null。',
      en: 'What it said: valid, invalid, or unverifiable where the gateway has no such question; null if never asked.',
    },
    example: null,
  },
};

export const settingTexts: Texts<typeof shownSetting> = {
  gateway,
  method: route,
  enabled: {
    meaning: { zh: '付款人是否可以選用。', en: 'Whether payers may pick it.' },
    example: true,
  },
  min: {
    meaning: {
      zh: '適用的最低金額，新台幣元；null 為不限，其他幣別不受此限。',
      en: 'The least amount it is offered for, in New Taiwan dollars; null for none. Other currencies are not limited by it.',
    },
    example: 30,
  },
  max: {
    meaning: { zh: '適用的最高金額，同上。', en: 'The greatest amount, likewise.' },
    example: 20_000,
  },
};

export const offeredTexts: Texts<typeof offeredMethod> = {
  gateway,
  method: route,
  min: {
    meaning: {
      zh: '專案設定的最低金額，新台幣元；null 為不限。',
      en: 'The project’s least amount in New Taiwan dollars; null for none.',
    },
    example: 30,
  },
  max: { meaning: { zh: '最高金額，同上。', en: 'The greatest amount, likewise.' }, example: 20_000 },
  currencies: {
    meaning: { zh: '可用的幣別；null 為不限。', en: 'The currencies it takes; null for any.' },
    example: ['TWD'],
  },
};

export const listVersion = {
  meaning: {
    zh: '清單的版本；PUT 時送出讀到的版本，別人已修改則回 VERSION_CONFLICT。',
    en: 'Version of the list. Send the one you read: if somebody changed it since, the answer is VERSION_CONFLICT.',
  },
  example: 1,
};

const listTexts: Texts<typeof methodsBody> = {
  ...sideTexts,
  version: listVersion,
  methods: {
    meaning: {
      zh: '付款人看到的順序；沒有列出的付款方式一律停用。',
      en: 'In the order that payers see. Methods that are left out are not offered.',
    },
  },
};

export const sideTable = ({ SideQuery }: JsonSchemas): FieldTable => fieldTable(SideQuery, sideTexts);
export const storeTable = ({ StoreGateway }: JsonSchemas): FieldTable => fieldTable(StoreGateway, storeTexts);
export const storedTable = ({ StoredGateway }: JsonSchemas): FieldTable => fieldTable(StoredGateway, storedTexts);

export const settingTable = (schema: JsonSchema): FieldTable => fieldTable(schema, settingTexts);

export const listTable = ({ StoreMethods, WrittenMethod }: JsonSchemas): FieldTable => ({
  ...fieldTable(StoreMethods, listTexts),
  ...under('methods[]', settingTable(WrittenMethod)),
});
