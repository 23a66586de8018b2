import type { FieldTable, GatewayDocs, Info, RefusalDocs } from '@paycore/core';
import { errorOf, issued, open, type GatewaySubject } from './gateway-subject.ts';
import { SimulatedGateway } from './simulated-gateway.ts';

/** What a gateway's documentation promises, held against what the gateway does. */
export function docsRules(subject: GatewaySubject): void {
  const { gateway } = new SimulatedGateway(subject.gateway, subject.simulator);
  if (!subject.docs) return;
  const docs = subject.docs();

  describe('documentation', () => {
    it('is of this gateway', () => {
      expect(docs.gateway).toBe(gateway.name);
    });

    it('tells of each method, and of no other', () => {
      expect(Object.keys(docs.methods)).toEqual(Object.keys(gateway.methods));
    });

    it('shows credentials that can be used, and names those that must be there', () => {
      expect(gateway.open(examplesOf(docs.credentials), 'test')).toBeDefined();
      const required = Object.entries(docs.credentials).filter(([, field]) => field.required !== false);
      expect(required.map(([name]) => name).sort()).toEqual([...subject.required].sort());
    });

    it('says everything in both languages', () => {
      expect(textsOf(docs).filter(({ zh, en }) => isChinese(en) || (zh !== en && !isChinese(zh)))).toEqual([]);
    });

    infoRules(subject, docs);
    refusalRules(subject, docs);
  });
}

function infoRules(subject: GatewaySubject, { methods }: GatewayDocs): void {
  it.each(Object.entries(methods))('%s: describes all that payment_info holds', async (route, { info, form }) => {
    const { world, account } = open(subject);
    const created = await account.create(world.order(route));
    expect(created.page.kind === 'form').toBe(form !== undefined);
    const required = Object.entries(info).filter(([, field]) => field.required !== false);
    const names = namesIn(created.info);
    expect(names.filter((name) => !(name in info))).toEqual([]);
    expect(required.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('describes the codes that callbacks bring', async () => {
    for (const route of subject.codeByCallback ?? []) await expectDescribedCode(subject, route, methods[route]?.info);
  });
}

async function expectDescribedCode(subject: GatewaySubject, route: string, table: FieldTable = {}): Promise<void> {
  const { account, placed, driven } = await issued(subject, route);
  const { info = {} } = await account.verify(await driven('issued', {}), placed, {
    matchedBy: 'paymentNo',
    secret: 'valid',
    allowsUnsigned: false,
  });
  expect(namesIn(info).filter((name) => !(name in table))).toEqual([]);
}

function refusalRules(subject: GatewaySubject, { methods, callback }: GatewayDocs): void {
  const trust = { matchedBy: 'paymentNo', secret: 'wrong', allowsUnsigned: false } as const;
  const documented = callback.refusals.map(signatureOf);

  it('names the refusals of a forged callback and of another amount', async () => {
    for (const [route = ''] of Object.entries(methods)) {
      for (const how of [{ forged: true }, { amount: 1 }]) {
        const { account, placed, driven } = await issued(subject, route);
        const callback = await driven('paid', how);
        const secret = 'forged' in how ? trust.secret : 'valid';
        expect(documented).toContainEqual(
          signatureOf(await errorOf(() => account.verify(callback, placed, { ...trust, secret }))),
        );
      }
    }
  });
}

/** Names are the same in both languages. */
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

const signatureOf = ({ kind, code, message }: Pick<RefusalDocs, 'kind' | 'code' | 'message'>) => ({
  kind,
  code,
  message,
});

const examplesOf = (table: FieldTable): Info =>
  Object.fromEntries(
    Object.entries(table).flatMap(([name, { example }]) => (example === undefined ? [] : [[name, example]])),
  );

/** Names of the members, with a dot into objects. */
const namesIn = (info: Info): string[] =>
  Object.entries(info).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? namesIn(value as Info).map((inner) => `${name}.${inner}`)
      : [name],
  );

function textsOf(value: unknown): { zh: string; en: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [value as { zh: string; en: string }];
  return Object.values(value).flatMap(textsOf);
}
