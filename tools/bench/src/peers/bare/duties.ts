import { safeEqual } from '@paycore/safe-equal';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import type { Collection } from 'mongodb';
import * as z from 'zod';
import type { CreateBody, BackgroundAnswer } from './document.ts';

/** What a handler adds that takes strangers' requests and keeps strangers' secrets. */
export interface Duties {
  authenticate(apiKey: string | undefined): Promise<boolean>;
  /** Refused from now on in this process; in others once they have forgotten it. */
  revoke(apiKey: string): Promise<void>;
  read(body: unknown): CreateBody;
  readAnswer(answer: unknown): BackgroundAnswer;
  seal(value: unknown): unknown;
  open(value: unknown): unknown;
  /** Of what must not change unseen. */
  mac(text: string): string | undefined;
  /** Whether each payment has credentials of its own, which a callback must read first. */
  readonly hasOwnCredentials: boolean;
}

/** Trusts all that comes and keeps credentials as they are. */
export const none: Duties = {
  authenticate: async () => true,
  revoke: async () => undefined,
  read: (body) => body as CreateBody,
  readAnswer: (answer) => answer as BackgroundAnswer,
  seal: (value) => value,
  open: (value) => value,
  mac: () => undefined,
  hasOwnCredentials: false,
};

interface Key {
  readonly _id: string;
  readonly hash: string;
  readonly revokedAt?: Date;
}

/** What `careful` asks of its collection of keys. */
export type Keys = Pick<Collection<Key>, 'findOne' | 'replaceOne' | 'updateOne'>;

/** As long as PayCore remembers one. */
const rememberedMs = 1_000;

const text = z.string().trim().min(1).max(200);
const schema = z.object({
  merchant_order_no: text,
  amount: z.number().int().positive().max(99_999_999),
  item_name: text,
  payok_url: z.url({ protocol: /^https?$/ }).optional(),
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
const macKey = createHash('sha256').update('mac').digest();
const hashOf = (apiKey: string) => createHmac('sha256', pepper).update(apiKey).digest('hex');

const idOf = (apiKey: string) => apiKey.slice(0, 20);

/** Key looked up, remembered and compared by its hash, bodies judged, secrets sealed, money and state under a MAC. */
export async function careful(keys: Keys, apiKey: string, now: () => number = Date.now): Promise<Duties> {
  await keys.replaceOne({ _id: idOf(apiKey) }, { hash: hashOf(apiKey) }, { upsert: true });
  const remembered = new Map<string, { readonly hash: string; readonly until: number }>();
  const hashById = async (id: string) => {
    const known = remembered.get(id);
    if (known && known.until > now()) return known.hash;
    const key = await keys.findOne({ _id: id, revokedAt: { $exists: false } });
    if (key) remembered.set(id, { hash: key.hash, until: now() + rememberedMs });
    else remembered.delete(id);
    return key?.hash;
  };
  return {
    authenticate: async (received = '') => {
      const hash = await hashById(idOf(received));
      return hash !== undefined && safeEqual(hashOf(received), hash);
    },
    revoke: async (revoked) => {
      await keys.updateOne({ _id: idOf(revoked) }, { $set: { revokedAt: new Date(now()) } });
      remembered.delete(idOf(revoked));
    },
    read: (body) => schema.parse(body),
    readAnswer: (answer) => answerSchema.parse(answer),
    seal,
    open,
    mac: (text) => createHmac('sha256', macKey).update(text).digest('base64url'),
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
