import { createHash } from 'node:crypto';
import { emptyShop } from '@paycore/core';
import {
  MongoPauses,
  MongoProjectStore,
  MongoProvenKeys,
  MongoRefusedCallbacks,
  MongoShopStore,
} from '@paycore/store-mongo';
import { accountOf } from '../fill/payments.ts';
import type { Exercises, Stage } from './exercise.ts';

const byId = ['_id_'];
const few = { scan: true, sort: true, docs: 1_000, why: 'there are a few, and all are wanted' } as const;

/** Of `MongoProjectStore`. */
export function projectExercises({ connection, filled }: Stage): Exercises<MongoProjectStore> {
  const fresh = () => new MongoProjectStore(connection, filled.seal);
  const store = fresh();
  const [id = ''] = filled.projects;
  const keys: string[] = [];
  return {
    create: [{ run: () => store.create('Another shop'), indexes: [] }],
    list: [{ run: () => store.list(), indexes: [], allows: few }],
    // A store that is new remembers none.
    find: [{ run: () => fresh().find(id), indexes: byId }],
    createKey: [{ run: async () => keys.push(await store.createKey(id, 'test')), indexes: [] }],
    authenticate: [{ run: () => fresh().authenticate(keys[0] ?? ''), indexes: byId }],
    listKeys: [{ run: () => store.listKeys(id), indexes: [], allows: few }],
    revokeKey: [{ run: () => store.revokeKey(keys[0] ?? ''), indexes: byId }],
    rotateNoticeSecret: [{ run: () => store.rotateNoticeSecret(id), indexes: byId }],
    setAllowsUnsigned: [{ run: () => store.setAllowsUnsigned(id, true), indexes: byId }],
    setAllowsHttpNotices: [{ run: () => store.setAllowsHttpNotices(id, true), indexes: byId }],
    reseal: [{ run: () => store.reseal(), indexes: byId, allows: few }],
  };
}

/** Of `MongoShopStore`. */
export function shopExercises({ connection, filled }: Stage): Exercises<MongoShopStore> {
  const store = new MongoShopStore(connection, filled.seal);
  const [project = ''] = filled.projects;
  const change = { at: filled.now, by: 'cli', action: 'page_changed', detail: {} } as const;
  const bytes = Buffer.from('a logo');
  const hash = createHash('sha256').update(bytes).digest('hex');
  return {
    find: [{ run: () => store.find(project, 'test'), indexes: byId }],
    read: [{ run: () => store.read(project, 'test'), indexes: byId }],
    save: [
      { how: 'the first time', run: () => store.save(emptyShop(project, 'production'), change), indexes: [] },
      { how: 'again', run: async () => store.save(await store.read(project, 'test'), change), indexes: byId },
    ],
    changes: [{ run: () => store.changes(project, 'test'), indexes: byId }],
    saveLogo: [{ run: () => store.saveLogo({ hash, type: 'image/png', width: 1, height: 1, bytes }), indexes: byId }],
    findLogo: [{ run: () => store.findLogo(hash), indexes: byId }],
    purgeLogos: [{ run: () => store.purgeLogos(filled.now), indexes: byId, allows: few }],
    reseal: [{ run: () => store.reseal(), indexes: byId, allows: few }],
  };
}

/** Of `MongoPauses`. */
export function pauseExercises({ connection, filled: { now } }: Stage): Exercises<MongoPauses> {
  const store = new MongoPauses(connection);
  const key = `ecpay:${accountOf(0)}`;
  return {
    pause: [{ run: () => store.pause(key, now), indexes: byId }],
    pausedAt: [{ run: () => store.pausedAt([key, 'ecpay:none'], now), indexes: byId }],
  };
}

/** Of `MongoProvenKeys`. */
export function provenKeyExercises({ connection, filled }: Stage): Exercises<MongoProvenKeys> {
  const store = new MongoProvenKeys(connection);
  const { paymentNo, project } = filled.sample('paid');
  const key = { gateway: 'ecpay', accountId: accountOf(0), fingerprint: 'new', project, by: 'callback' } as const;
  return {
    record: [{ run: () => store.record({ ...key, paymentNo, attempt: 1, at: filled.now }), indexes: byId }],
    list: [{ run: () => store.list('ecpay', accountOf(0)), indexes: ['gateway_1_accountId_1'] }],
  };
}

/** Of `MongoRefusedCallbacks`. */
export function refusedCallbackExercises({ connection, filled }: Stage): Exercises<MongoRefusedCallbacks> {
  const store = new MongoRefusedCallbacks(connection);
  const { paymentNo } = filled.sample('paid');
  const refused = { at: filled.now, gateway: 'ecpay', code: 'FORGED', message: 'CheckMacValue', body: '{}' };
  return {
    record: [{ run: () => store.record({ ...refused, paymentNo }), indexes: [] }],
    list: [{ run: () => store.list(paymentNo), indexes: ['paymentNo_1_at_-1'] }],
  };
}
