import { PayCoreError, type NoticeState } from '@paycore/core';
import { createMetrics } from '@paycore/monitoring';
import { aPayment, FakeClock, fakeLog, MemoryPaymentStore } from '@paycore/testing';
import request from 'supertest';
import { schedulerApp } from './app.ts';

const clock = new FakeClock();
const deliverNotices: { state: NoticeState } = { state: { underWay: 0, queued: 0, troubled: [] } };

function appOn(payments: Pick<MemoryPaymentStore, 'countDue'>, state = deliverNotices.state) {
  const metrics = createMetrics();
  const services = { payments, deliverNotices: { state }, clock, log: fakeLog(), metrics, ready: async () => true };
  return { app: schedulerApp(services), metrics };
}

describe('schedulerApp', () => {
  it('is alive and ready', async () => {
    const { app } = appOn(new MemoryPaymentStore());
    await request(app).get('/healthz').expect(200);
    await request(app).get('/readyz').expect(200);
    for (const path of ['/', '/metrics']) await request(app).get(path).expect(404);
  });

  it('shows how much work is due, anew at each scrape', async () => {
    const payments = new MemoryPaymentStore();
    const { metrics } = appOn(payments);
    expect(await metrics.text()).toContain('paycore_due{work="close"} 0');
    await payments.insert(aPayment({ closesAt: clock.now() }));
    expect(await metrics.text()).toContain('paycore_due{work="close"} 1');
  });

  it('counts no notices for shops that time out: they wait for those, not for us', async () => {
    const payments = new MemoryPaymentStore();
    const dead = { project: 'prj_1', host: 'dead.example', state: 'open' } as const;
    const at = { url: 'https://dead.example/', host: 'dead.example', nextAt: clock.now() };
    const notice = { id: 'msg_1', state: 'due', body: '{}', attempts: 1, ...at } as const;
    await payments.insert(aPayment({ project: 'prj_1', notice }));
    await payments.insert(aPayment({ project: 'prj_2', notice }));
    expect(await appOn(payments).metrics.text()).toContain('paycore_due{work="notice"} 2');
    const state = { ...deliverNotices.state, troubled: [dead] };
    expect(await appOn(payments, state).metrics.text()).toContain('paycore_due{work="notice"} 1');
  });

  it('shows the rest while the database is away', async () => {
    const away = new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'away');
    const text = await appOn({ countDue: () => Promise.reject(away) }).metrics.text();
    expect(text).not.toContain('paycore_due{');
    expect(text).toContain('process_cpu_seconds_total');
  });
});
