import type { LnBitsOutside, Told } from '../peers/lnbits/outside.ts';
import { Beside } from './beside.ts';

const toldWithinMs = 120_000;

/** The world around LNbits, in a process of its own: a Lightning node and a merchant. */
export class LightningWorld {
  private constructor(private readonly beside: Beside<LnBitsOutside>) {}

  static async start(): Promise<LightningWorld> {
    return new LightningWorld(await Beside.start('../peers/lnbits/outside.ts'));
  }

  get addresses(): LnBitsOutside {
    return this.beside.addresses;
  }

  /** Gives the node invoices to hand out: a line of payment hash and invoice for each. */
  async stock(lines: string): Promise<void> {
    await this.beside.ask('/stock', lines);
  }

  /** The node says that these are paid. */
  async pay(hashes: readonly string[]): Promise<void> {
    await this.beside.ask('/pay', JSON.stringify(hashes));
  }

  /** Waits until a merchant was told so often. Throws where it is not. */
  takeTold(count: number): Promise<Told[]> {
    const late = (come: number) => new Error(`LNbits told of ${come} of ${count} payments.`);
    return this.beside.collect('/told', count, toldWithinMs, late);
  }

  stop(): void {
    this.beside.stop();
  }
}
