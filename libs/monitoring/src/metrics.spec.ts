import { createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('shows core counters as paycore_{name}_total', async () => {
    const { metrics, text } = createMetrics();
    metrics.count('paid_beside', { gateway: 'ecpay' });
    metrics.count('paid_beside', { gateway: 'ecpay' });
    metrics.count('expired');
    expect(await text()).toContain('paycore_paid_beside_total{gateway="ecpay"} 2');
    expect(await text()).toContain('paycore_expired_total 1');
  });

  it('never throws for labels that differ from the first use', async () => {
    const { metrics, text } = createMetrics();
    metrics.count('settled', { status: 'paid' });
    metrics.count('settled', { status: 'paid', gateway: 'ecpay' });
    metrics.count('settled');
    expect(await text()).toContain('paycore_settled_total{status="paid"} 2');
  });

  it('stands alone: two of them share nothing', async () => {
    const first = createMetrics();
    first.metrics.count('only_here');
    expect(await createMetrics().text()).not.toContain('only_here');
  });
});
