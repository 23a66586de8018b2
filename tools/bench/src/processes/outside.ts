import type { PlacedOrder } from '../peers/gateway-stub.ts';
import type { ArrivedNotice, Outside } from '../peers/outside.ts';
import { Beside } from './beside.ts';

const noticesWithinMs = 20_000;

/** The world beyond PayCore, in a process of its own: gateway and merchants. */
export class OutsideWorld {
  private constructor(private readonly beside: Beside<Outside>) {}

  static async start(): Promise<OutsideWorld> {
    return new OutsideWorld(await Beside.start('../peers/outside.ts'));
  }

  get addresses(): Outside {
    return this.beside.addresses;
  }

  /** The orders placed at the gateway since the last call. */
  takeOrders(): Promise<PlacedOrder[]> {
    return this.beside.ask('/orders') as Promise<PlacedOrder[]>;
  }

  /** How many questions the gateway has answered since it began. */
  async queries(): Promise<number> {
    return Number(await this.beside.ask('/queries'));
  }

  async delayGateway(ms: number): Promise<void> {
    await this.beside.ask('/delay', String(ms));
  }

  /** Waits until so many have come. Throws where they do not. */
  takeNotices(count: number): Promise<ArrivedNotice[]> {
    const late = (come: number) => new Error(`${come} of ${count} notices came.`);
    return this.beside.collect('/notices', count, noticesWithinMs, late);
  }

  stop(): void {
    this.beside.stop();
  }
}
