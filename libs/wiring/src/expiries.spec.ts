import { createMetrics } from '@paycore/monitoring';
import { loadConfig } from './config.ts';
import { describedGateways } from './described-gateways.ts';
import { gatewayExpiries, watchExpiries } from './expiries.ts';

it('a metric tells when each shipped certificate ends', async () => {
  const metrics = createMetrics();
  const expiries = () => [{ name: 'An Issuer', expiresAt: new Date('2028-10-22T12:00:00Z') }];
  watchExpiries(metrics, [{ name: 'paypal', expiries }, { name: 'ecpay' }]);
  expect(await metrics.text()).toContain(
    'paycore_certificate_expiry_timestamp_seconds{gateway="paypal",name="An Issuer"} 1855828800',
  );
});

const config = loadConfig({ PAYCORE_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}` });

it('PayPal’s certificates are among them', () => {
  const names = gatewayExpiries(describedGateways(config)).map(({ gateway, name }) => `${gateway}: ${name}`);
  expect(names).toContain('paypal: DigiCert SHA2 Extended Validation Server CA');
});
