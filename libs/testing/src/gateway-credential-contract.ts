import type { Environment } from '@paycore/core';
import type { Answerer } from './fake-fetch.ts';
import { firstOfFlows } from './gateway-profile.ts';
import { broken, errorOf, expectNoSecret, issued, open, type GatewaySubject } from './gateway-subject.ts';
import { SimulatedGateway } from './simulated-gateway.ts';

/** What is kept of the credentials: what was understood of them, and no more. */
export function understoodRules(subject: GatewaySubject): void {
  const { credentials: given, aliases = {}, synonyms = {} } = subject;
  const { gateway } = new SimulatedGateway(subject.gateway, subject.simulator);
  const understood = (input: unknown, environment: Environment = 'test') => {
    const { id, environment: own, credentials } = gateway.open(input, environment);
    return { id, environment: own, credentials };
  };
  const deep = (): unknown => JSON.parse(`${'['.repeat(9_000)}${']'.repeat(9_000)}`);

  it.each(['test', 'production'] as const)('opens the same account by what it understood: a key for %s', (side) => {
    const first = understood(given, side);
    expect(understood(first.credentials, first.environment)).toEqual(first);
    expect(JSON.parse(JSON.stringify(first.credentials))).toEqual(first.credentials);
  });

  it('keeps the contract’s fields alone, whatever else is given', () => {
    const { credentials } = understood({ ...given, x: deep(), y: 'x'.repeat(60_000), ['__proto__']: { z: 1 } });
    expect(credentials).toEqual(understood(given).credentials);
    for (const name of subject.required) expect(credentials[name]).toBe(given[name]);
    const { credentials: documented = {} } = subject.docs?.() ?? {};
    if (subject.docs) expect(Object.keys(documented)).toEqual(expect.arrayContaining(Object.keys(credentials)));
  });

  it('understands the same of blanks around a value, and of a field that is null or empty', () => {
    const padded = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, ` ${value}\t`]));
    expect(understood(padded)).toEqual(understood(given));
    for (const nothing of [null, '', undefined]) {
      const optional = Object.fromEntries(Object.values(aliases).map((name) => [name, nothing]));
      expect(understood({ ...optional, ...given })).toEqual(understood(given));
    }
  });

  it('understands the same of a field in the gateway’s own spelling', () => {
    const all = Object.entries(given).map(([name, text]) => [aliases[name] ?? name, text]);
    expect(understood(Object.fromEntries(all))).toEqual(understood(given));
    for (const [name, alias] of Object.entries(aliases)) {
      const { [name]: value, ...others } = given;
      expect(understood({ ...others, [alias]: value })).toEqual(understood(given));
    }
  });

  it('understands the same of words that mean the same', () => {
    for (const [name, lists] of Object.entries(synonyms)) {
      for (const words of lists) {
        for (const side of ['test', 'production'] as const) {
          const all = words.map((word) => JSON.stringify(understood({ ...given, [name]: word }, side)));
          expect([name, words, new Set(all).size]).toEqual([name, words, 1]);
        }
      }
    }
  });
}

/** Gateways that can be asked whether they know an account's credentials. */
export function credentialCheckRules(subject: GatewaySubject): void {
  if (!open(subject).account.verifyCredentials) return;
  const wrong = { ...subject.credentials, ...subject.canaries.refused };

  it('tells right credentials from wrong ones, and leaves nothing behind', async () => {
    for (const route of firstOfFlows(subject.routes)) {
      const { world, account } = await issued(subject, route);
      const before = structuredClone(world.simulator.orders());
      const stranger = world.gateway.open(wrong, 'test');
      expect(await account.verifyCredentials?.()).toBe('valid');
      expect(await stranger.verifyCredentials?.()).toBe('invalid');
      expect(await account.verifyCredentials?.()).toBe('valid');
      expect(world.simulator.orders()).toEqual(before);
      expect(world.callbacks).toEqual([]);
      const urls = world.fake.calls.map(({ url }) => url);
      expectNoSecret(subject, urls);
      expectNoSecret({ ...subject, credentials: wrong }, urls);
    }
  });

  it.each(Object.keys(broken))('knows nothing of the credentials where the gateway gives %s', async (fault) => {
    const { world, account } = open(subject);
    // Whatever the gateway said before is no answer now.
    expect(await account.verifyCredentials?.()).toBe('valid');
    world.fake.answer = broken[fault] as Answerer;
    const error = await errorOf(() => account.verifyCredentials?.());
    expect(error.kind).toBe('unavailable');
    expectNoSecret(subject, error);
  });
}
