import { errorOf, SimulatedGateway } from '@paycore/testing';
import { stripe } from './index.ts';
import { stripeSimulator } from './simulator/index.ts';

/** Beside `message`, in Stripe's form. */
type Fault = Readonly<Record<string, string>>;

function asked() {
  const world = new SimulatedGateway(stripe, stripeSimulator);
  const account = world.gateway.open(stripeSimulator.demoCredentials, 'test');
  const answers = (status: number, { message = 'No.', ...more }: Fault, headers: Record<string, string> = {}) => {
    const error = { ...more, message, type: 'invalid_request_error' };
    world.fake.answer = () => Response.json({ error }, { status, headers });
  };
  return { world, answers, check: async () => account.verifyCredentials?.() };
}

describe('a check of the credentials', () => {
  it('is one question, which any secret key may be told', async () => {
    const { world, check } = asked();
    expect(await check()).toBe('valid');
    expect(world.fake.calls).toMatchObject([{ url: 'http://sandbox.test/v1/balance', init: { method: 'GET' } }]);
  });

  it.each<[string, number, Fault, string]>([
    ['is not known', 401, { message: 'Invalid API Key provided: sk_test_****2Ynh' }, 'invalid'],
    ['has ended', 401, { message: 'Expired API Key provided: sk_test_****2Ynh', code: 'api_key_expired' }, 'invalid'],
    // As quoted in https://github.com/stripe/stripe-node/issues/2246, for the permission that this question needs.
    ['may do other things', 403, { message: "Having the 'rak_balance_read' permission would allow this." }, 'valid'],
  ])('finds a key that %s', async (_, status, fault, expected) => {
    const { answers, check } = asked();
    answers(status, fault);
    expect(await check()).toBe(expected);
  });

  it.each([400, 404, 409, 503])('learns nothing from status %i', async (status) => {
    const { answers, check } = asked();
    answers(status, {});
    expect(await errorOf(check)).toMatchObject({ kind: 'unavailable', code: 'PAYMENT_GATEWAY_ERROR' });
  });

  it('leaves the account alone for as long as Stripe says', async () => {
    const { answers, check } = asked();
    answers(429, {}, { 'retry-after': '7' });
    expect(await errorOf(check)).toMatchObject({ kind: 'unavailable', pauseSeconds: 7 });
  });

  it('takes no other object for the answer', async () => {
    const { world, check } = asked();
    world.fake.answer = () => Response.json({ object: 'account' });
    expect((await errorOf(check)).kind).toBe('unavailable');
  });
});
