import { EgressError, toEgressError, type EgressReason } from './errors.ts';

const coded = (code: string, cause?: unknown) =>
  Object.assign(new Error('GET /pay?secret=canary', { cause }), { code });

describe('toEgressError', () => {
  it.each<[string, EgressReason]>([
    ['ECONNREFUSED', 'refused'],
    ['ENETUNREACH', 'refused'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_HEADERS_OVERFLOW', 'too_large'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['INVALID_CA', 'tls'],
    ['UND_ERR_DESTROYED', 'other'],
  ])('names %s', (code, reason) => {
    const cause = coded(code);
    const error = toEgressError(cause, 'shop.example');
    expect([error.reason, error.host, error.cause]).toEqual([reason, 'shop.example', cause]);
    expect(error.message).toContain('shop.example');
    expect(error.message).not.toContain('canary');
  });

  it('looks through the causes', () => {
    expect(toEgressError(coded('', coded('ECONNRESET')), 'shop.example').reason).toBe('reset');
  });

  it('leaves its own alone and names what is no error at all', () => {
    const own = new EgressError('dns', 'shop.example');
    expect(toEgressError(own, 'other.example')).toBe(own);
    expect(toEgressError('thrown text', 'shop.example').reason).toBe('other');
  });
});
