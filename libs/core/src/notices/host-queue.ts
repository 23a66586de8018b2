import { receiverKeyOf, type Receiver } from './receiver.ts';

/** A notice whose lease this process holds and which waits for its turn. The notice itself is read when that comes. */
export interface Waiting {
  readonly paymentNo: string;
  /** Of the lease. */
  readonly token: string;
  /** When the lease ends, in ms since 1970. */
  readonly until: number;
}

interface Line {
  readonly receiver: Receiver;
  readonly waiting: Waiting[];
}

/** Notices that wait, a line for each receiver; the lines have their turns one after another, however long each is. */
export class HostQueue {
  readonly #lines = new Map<string, Line>();
  #size = 0;

  constructor(private readonly max: number) {}

  get size(): number {
    return this.#size;
  }

  /** How many wait for the receiver. */
  of(receiver: Receiver): number {
    return this.#lines.get(receiverKeyOf(receiver))?.waiting.length ?? 0;
  }

  /** Whether there was room for it. */
  add(receiver: Receiver, waiting: Waiting): boolean {
    if (this.#size >= this.max) return false;
    const key = receiverKeyOf(receiver);
    const line = this.#lines.get(key) ?? { receiver, waiting: [] };
    line.waiting.push(waiting);
    this.#lines.set(key, line);
    this.#size += 1;
    return true;
  }

  /** Takes the first of the next line whose turn can come. */
  next(hasRoom: (receiver: Receiver) => boolean): { receiver: Receiver; waiting: Waiting } | undefined {
    for (const [key, line] of this.#lines) {
      if (!hasRoom(line.receiver)) continue;
      const waiting = line.waiting.shift();
      this.#lines.delete(key);
      if (line.waiting.length > 0) this.#lines.set(key, line);
      if (!waiting) continue;
      this.#size -= 1;
      return { receiver: line.receiver, waiting };
    }
    return undefined;
  }

  /** Takes all whose lease ends before that time. */
  takeEnding(before: number): Waiting[] {
    const taken: Waiting[] = [];
    for (const [key, line] of this.#lines) {
      const kept = line.waiting.filter((waiting) => waiting.until >= before);
      if (kept.length === line.waiting.length) continue;
      taken.push(...line.waiting.filter((waiting) => waiting.until < before));
      if (kept.length > 0) this.#lines.set(key, { ...line, waiting: kept });
      else this.#lines.delete(key);
    }
    this.#size -= taken.length;
    return taken;
  }
}
