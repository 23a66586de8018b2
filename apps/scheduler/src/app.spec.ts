import { PayCoreError, type NoticeState } from '@paycore/core';
import { createMetrics } from '@paycore/monitoring';
import { aPayment, FakeClock, fakeLog, MemoryPaymentStore } from '@paycore/testing';
import request from 'supertest';
import { schedulerApp } from './app.ts';

const clock = new FakeClock();
const deliverNotices: { state: NoticeState } = { state: { underWay: 0, queued: 0, troubled: [] } };
const appOn = (payments: Pick<MemoryPaymentStore, 'countDue'>) =>
  schedulerApp({ payments, deliverNotices, clock, log: fakeLog(), metrics: createMetrics(), ready: async () => true });

describe('schedulerApp', () => {
  it('is alive and ready', async () => {
    const app = appOn(new MemoryPaymentStore());
    await request(app).get('/healthz').expect(200);
    await request(app).get('/readyz').expect(200);
    await request(app).get('/').expect(404);
  });

  it('shows how much work is due, anew at each scrape', async () => {
    const payments = new MemoryPaymentStore();
    const app = appOn(payments);
    expect((await request(app).get('/metrics')).text).toContain('paycore_due{work="close"} 0');
    await payments.insert(aPayment({ closesAt: clock.now() }));
    expect((await request(app).get('/metrics')).text).toContain('paycore_due{work="close"} 1');
  });

  it('counts no notices for shops that time out: they wait for those, not for us', async () => {
    const payments = new MemoryPaymentStore();
    const dead = { project: 'prj_1', host: 'dead.example', state: 'open' } as const;
    const at = { url: 'https://dead.example/', host: 'dead.example', nextAt: clock.now() };
    const notice = { id: 'msg_1', state: 'due', body: '{}', attempts: 1, ...at } as const;
    await payments.insert(aPayment({ project: 'prj_1', notice }));
    await payments.insert(aPayment({ project: 'prj_2', notice }));
    expect((await request(appOn(payments)).get('/metrics')).text).toContain('paycore_due{work="notice"} 2');
    const state = { ...deliverNotices.state, troubled: [dead] };
    const app = schedulerApp({
      ...{ payments, clock, log: fakeLog(), metrics: createMetrics(), ready: async () => true },
      deliverNotices: { state },
    });
    expect((await request(app).get('/metrics')).text).toContain('paycore_due{work="notice"} 1');
  });

  it('shows the rest while the database is away', async () => {
    const app = appOn({ countDue: () => Promise.reject(new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'away')) });
    const { status, text } = await request(app).get('/metrics');
    expect(status).toBe(200);
    expect(text).not.toContain('paycore_due{');
    expect(text).toContain('process_cpu_seconds_total');
  });
});
