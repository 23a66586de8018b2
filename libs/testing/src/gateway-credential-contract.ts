import type { Answerer } from './fake-fetch.ts';
import { firstOfFlows } from './gateway-profile.ts';
import { broken, errorOf, expectNoSecret, issued, open, type GatewaySubject } from './gateway-subject.ts';

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
