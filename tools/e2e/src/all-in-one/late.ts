import type { World } from '../world.ts';
import { Link } from './link.ts';

/** Runs last: all payments of the world are over then. */
export function describeLate(of: () => World): void {
  it('a code that is paid after the link and its own deadline pays, and its notice arrives', async () => {
    const [link, unpicked] = [await Link.create(of()), await Link.create(of())];
    const codes = [await link.pick('plus/atm'), await link.pick('smilepay/cvs')];
    await of().expireAll();
    expect([await link.data(), await unpicked.data()]).toMatchObject([
      { status: 'expired', closed_reason: 'expired' },
      { status: 'expired', closed_reason: 'expired', attempts: [] },
    ]);
    for (const each of [link, unpicked]) expect(await each.payer.offered()).toEqual([]);
    for (const code of codes) await link.drive(code, 'paid');
    expect(await link.data()).toMatchObject({ status: 'paid', closed_reason: null, method: 'atm', paid_twice: true });
    expect(await of().untilNoticed(link.paymentNo)).toHaveLength(1);
  });
}
