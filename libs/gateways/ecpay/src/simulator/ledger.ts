import type { SimulatorRuntime } from '@paycore/core';
import { Ledger as OrderLedger } from '@paycore/simulator-kit';
import { ecpayTime, type Order } from './order.ts';

/** Lines of an earlier version of the simulator are passed over. */
const isOrder = (entry: unknown): entry is Order => typeof entry === 'object' && entry !== null && 'product' in entry;

const keyOf = (merchantId: string, orderNo: string) => JSON.stringify([merchantId, orderNo]);

/** An order number is unique at one merchant only. */
export class Ledger extends OrderLedger<Order> {
  constructor(journal: SimulatorRuntime['journal']) {
    super(journal, {
      keyOf: ({ merchantId, merchantTradeNo }) => keyOf(merchantId, merchantTradeNo),
      orderNoOf: ({ merchantTradeNo }) => merchantTradeNo,
      isOrder,
    });
  }

  /** ECPay's number of a new order, and when it was made. */
  newNumber(now: Date): Pick<Order, 'tradeNo' | 'tradeDate'> {
    const tradeDate = ecpayTime(now);
    const serial = String(this.size % 10_000).padStart(4, '0');
    return { tradeDate, tradeNo: tradeDate.replace(/\D/g, '').slice(2) + serial };
  }

  /** The order of that merchant; letter case counts, as everywhere at ECPay. */
  findOf(merchantId: string, orderNo: string): Order | undefined {
    return this.find(keyOf(merchantId, orderNo));
  }
}
