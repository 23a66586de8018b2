import { safeEqual } from '@paycore/safe-equal';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import type { Collection } from 'mongodb';
import { z } from 'zod';
import type { CreateBody, BackgroundAnswer } from './document.ts';

/** What a handler adds that takes strangers' requests and keeps strangers' secrets. */
export interface Duties {
  authenticate(apiKey: string | undefined): Promise<boolean>;
  read(body: unknown): CreateBody;
  readAnswer(answer: unknown): BackgroundAnswer;
  seal(value: unknown): unknown;
  open(value: unknown): unknown;
  /** Whether each payment has credentials of its own, which a callback must read first. */
  readonly hasOwnCredentials: boolean;
}

/** Trusts all that comes and keeps credentials as they are. */
export const none: Duties = {
  authenticate: async () => true,
  read: (body) => body as CreateBody,
  readAnswer: (answer) => answer as BackgroundAnswer,
  seal: (value) => value,
  open: (value) => value,
  hasOwnCredentials: false,
};

interface Key {
  readonly _id: string;
  readonly hash: string;
}

const text = z.string().trim().min(1).max(200);
const schema = z.object({
  merchant_order_no: text,
  amount: z.number().int().positive().max(99_999_999),
  item_name: text,
  payok_url: z.url({ protocol: /^https?$/ }),
  gateway_credentials: z.object({
    merchant_id: text,
    hash_key: z.string().length(16),
    hash_iv: z.string().length(16),
    environment: z.enum(['test', 'production']),
  }),
});

const answerSchema = z.object({
  RtnCode: z.number().int(),
  MerchantID: text,
  OrderInfo: z.object({ MerchantTradeNo: text, TradeAmt: z.number().int().positive(), TradeNo: text }),
});

/** The same in the process that takes creates and in the one that takes callbacks. */
const pepper = createHash('sha256').update('pepper').digest();
const sealKey = createHash('sha256').update('seal').digest();
const hashOf = (apiKey: string) => createHmac('sha256', pepper).update(apiKey).digest('hex');

/** Key looked up and compared by its hash, bodies judged, credentials and page sealed. */
export async function careful(keys: Collection<Key>, apiKey: string): Promise<Duties> {
  await keys.replaceOne({ _id: apiKey.slice(0, 20) }, { hash: hashOf(apiKey) }, { upsert: true });
  return {
    authenticate: async (received = '') => {
      const key = await keys.findOne({ _id: received.slice(0, 20) });
      return key !== null && safeEqual(hashOf(received), key.hash);
    },
    read: (body) => schema.parse(body),
    readAnswer: (answer) => answerSchema.parse(answer),
    seal,
    open,
    hasOwnCredentials: true,
  };
}

function seal(value: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
  const bytes = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()]);
  return `${nonce.toString('base64url')}.${bytes.toString('base64url')}`;
}

function open(sealed: unknown): unknown {
  const [nonce = '', text = ''] = String(sealed).split('.');
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealKey, Buffer.from(nonce, 'base64url'));
  decipher.setAuthTag(bytes.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'));
}
