import { randomBytes } from 'node:crypto';
import type { SimulatorRuntime } from '@paycore/simulator-kit';
import { accountOf, type Account } from '../accounts.ts';
import { json } from './refusal.ts';

const lifeSeconds = 32_400;

/** Bearer tokens, which a restart forgets. */
export class OAuth {
  readonly #tokens = new Map<string, { readonly account: Account; readonly until: number }>();

  constructor(private readonly now: SimulatorRuntime['now']) {}

  async token(request: Request): Promise<Response> {
    const account = basicAccount(request.headers.get('authorization') ?? '');
    if (!account) return json({ error: 'invalid_client', error_description: 'Client Authentication failed' }, 401);
    const form = new URLSearchParams(await request.text());
    if (form.get('grant_type') !== 'client_credentials') {
      return json({ error: 'unsupported_grant_type', error_description: 'Grant Type is NULL' }, 400);
    }
    const token = `A21AA${randomBytes(48).toString('base64url')}`;
    this.#tokens.set(token, { account, until: this.now().getTime() + lifeSeconds * 1000 });
    return json({
      scope: 'https://uri.paypal.com/services/payments/payment',
      access_token: token,
      token_type: 'Bearer',
      app_id: 'APP-80W284485P519543T',
      expires_in: lifeSeconds,
      nonce: randomBytes(16).toString('hex'),
    });
  }

  /** Undefined where the request bears no token that is valid now. */
  accountOf(request: Request): Account | undefined {
    const [, token = ''] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    const known = this.#tokens.get(token);
    return known && known.until > this.now().getTime() ? known.account : undefined;
  }
}

export const unknownToken = (): Response =>
  json({ error: 'invalid_token', error_description: 'Token signature verification failed' }, 401);

function basicAccount(header: string): Account | undefined {
  const [, encoded = ''] = /^Basic (\S+)$/.exec(header) ?? [];
  const [clientId = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const account = accountOf(clientId);
  return account?.secret === rest.join(':') ? account : undefined;
}
