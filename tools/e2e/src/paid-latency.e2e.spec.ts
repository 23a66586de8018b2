import { describeInBrowser } from '@paycore/testing/browser';
import { Browsing, phone } from './browsing.ts';

/** Notes when the browser has painted that the payment is paid, by the machine's clock. */
const noting = `addEventListener('DOMContentLoaded', () => {
  if (!document.querySelector('h1')?.textContent.includes('付款完成')) return;
  requestAnimationFrame(() => setTimeout(() => (window.paidAt = performance.timeOrigin + performance.now())));
});`;

/** Milliseconds from our answer to the gateway's callback, as the simulator has it, to "paid" on the payer's screen. */
async function latencyOf(browsing: Browsing): Promise<number> {
  const { orderNo, answer } = await browsing.world.issued();
  let latency = NaN;
  await browsing.inContext(phone, async (context) => {
    await context.addInitScript(noting);
    const page = await context.newPage();
    const following = page.waitForRequest((request) => request.url().includes('/events'));
    await page.goto(answer.body.data.payment_url);
    await following;
    // Payers do not pay in step with our ticks.
    await page.waitForTimeout(300 + Math.random() * 500);
    await browsing.world.drive(orderNo, 'paid');
    const answeredAt = performance.timeOrigin + performance.now();
    await page.getByRole('heading', { name: '付款完成' }).waitFor();
    const shownAt = await browsing.world.until('the paint', () => page.evaluate<number>('window.paidAt'));
    latency = shownAt - answeredAt;
  });
  return latency;
}

/** More of them, as PAYCORE_LATENCIES, tell more: some 2 s each. */
const count = Number(process.env['PAYCORE_LATENCIES'] ?? 10);

describeInBrowser('an open page', () => {
  let browsing: Browsing | undefined;
  beforeAll(async () => {
    browsing = await Browsing.start();
  }, 120_000);
  afterAll(() => browsing?.stop());

  it(
    'shows soon after the callback that the payment is paid',
    async () => {
      if (!browsing) return;
      const latencies: number[] = [];
      for (let n = 0; n < count; n += 1) latencies.push(await latencyOf(browsing));
      latencies.sort((a, b) => a - b);
      const at = (share: number) => Math.round(latencies[Math.min(count - 1, Math.floor(count * share))] ?? NaN);
      const within = latencies.filter((ms) => ms <= 500).length;
      console.log({ count, min: at(0), p50: at(0.5), p90: at(0.9), p95: at(0.95), max: at(1), within });
      // 187 of 200 were within 500 beside a whole CI run, at a median of 267; asking every 3 s takes 1,600.
      expect(at(0.5)).toBeLessThanOrEqual(1_200);
    },
    30_000 + count * 10_000,
  );
});
