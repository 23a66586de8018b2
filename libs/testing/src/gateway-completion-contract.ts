import type { Answerer } from './fake-fetch.ts';
import { broken, errorOf, expectNoSecret, issued, open, type GatewaySubject } from './gateway-subject.ts';

/** Gateways whose money moves only when we say so, after the payer approved. */
export function completionRules(subject: GatewaySubject, route: string): void {
  if (!open(subject).account.complete) return;

  it('moves the money once, however many complete it at the same time', async () => {
    const { account, placed, driven } = await issued(subject, route);
    await driven('paid', { silent: true });
    expect(await account.query?.(placed)).toMatchObject({ status: 'pending', next: 'complete' });
    const outcomes = await Promise.all([1, 1, 1].map(async (attempt) => account.complete?.(placed, attempt)));
    expect(outcomes.map((outcome) => outcome?.status)).toContain('paid');
    expect(await account.complete?.(placed, 1)).toMatchObject({ status: 'paid' });
    expect(await account.query?.(placed)).toMatchObject({ status: 'paid' });
  });

  it('moves nothing that the payer has not approved', async () => {
    const { account, placed } = await issued(subject, route);
    const outcome = await account.complete?.(placed, 1);
    expect(outcome).toMatchObject({ status: 'pending' });
    expect(outcome?.declined).toBeUndefined();
  });

  it('tells a decline, and completes under the next number what is approved again', async () => {
    const { account, placed, driven } = await issued(subject, route);
    await driven('declined', { silent: true });
    const declined = await account.complete?.(placed, 1);
    expect(declined).toMatchObject({ status: 'pending', declined: expect.any(String) as unknown });
    await driven('paid', { silent: true });
    expect(await account.complete?.(placed, 2)).toMatchObject({ status: 'paid' });
  });
}

export function brokenCompletionRules(subject: GatewaySubject, route: string): void {
  if (!open(subject).account.complete) return;

  it.each(Object.keys(broken))('says unavailable where completing is given %s', async (fault) => {
    const { world, account, placed, driven } = await issued(subject, route);
    await driven('paid', { silent: true });
    world.fake.answer = broken[fault] as Answerer;
    const error = await errorOf(() => account.complete?.(placed, 1));
    expect(error.kind).toBe('unavailable');
    expectNoSecret(subject, error);
  });
}
