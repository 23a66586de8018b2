import { createHash } from 'node:crypto';
import type {
  Addresses,
  AddressFound,
  CallbackSubject,
  Clock,
  Links,
  Log,
  Metrics,
  Pauses,
  Random,
  RefusedCallback,
  RefusedCallbacks,
  TextSigner,
} from '@paycore/core';

/** Time that moves only when told to, or when somebody sleeps. */
export class FakeClock implements Clock {
  #now: number;

  constructor(start = '2026-06-22T04:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  /** Lets others run, then moves the time to where the sleep ends: sleeps overlap, and nobody waits for real. */
  async sleep(ms: number): Promise<void> {
    const wakesAt = this.#now + ms;
    await new Promise((resolve) => setImmediate(resolve));
    this.#now = Math.max(this.#now, wakesAt);
  }
}

/** Time that moves only when told to: whoever sleeps wakes when it has come. */
export class PatientClock extends FakeClock {
  #sleeping: { readonly until: number; readonly wake: () => void }[] = [];

  override advance(ms: number): void {
    super.advance(ms);
    const now = this.now().getTime();
    const awake = this.#sleeping.filter(({ until }) => until <= now);
    this.#sleeping = this.#sleeping.filter(({ until }) => until > now);
    for (const { wake } of awake) wake();
  }

  override sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleeping.push({ until: this.now().getTime() + ms, wake }));
  }
}

/** Every host is an address of its own, which its text says, unless a spec names it. */
export class FakeAddresses implements Addresses {
  /** By host: where it is, or how it is looked up. */
  readonly known = new Map<string, string | (() => Promise<AddressFound>)>();

  fixed(host: string): string | undefined {
    const known = this.known.get(host) ?? host;
    return typeof known === 'string' ? known : undefined;
  }

  async find(host: string): Promise<AddressFound> {
    const known = this.known.get(host) ?? host;
    return typeof known === 'string' ? { address: known } : known();
  }
}

/** Reproducible draws, each different. */
export class FakeRandom implements Random {
  #drawn = 0;

  pick(alphabet: string, length: number): string {
    this.#drawn += 1;
    let rest = this.#drawn;
    const last = Array.from({ length }, () => {
      const character = alphabet[rest % alphabet.length] ?? '';
      rest = Math.floor(rest / alphabet.length);
      return character;
    });
    return last.reverse().join('');
  }

  fraction(): number {
    return 0;
  }
}

export interface FakeLog extends Log {
  readonly lines: { level: 'info' | 'warn' | 'error'; message: string; detail?: Readonly<Record<string, unknown>> }[];
}

export function fakeLog(): FakeLog {
  const lines: FakeLog['lines'] = [];
  const write = (level: 'info' | 'warn' | 'error') => (message: string, detail?: Readonly<Record<string, unknown>>) => {
    lines.push({ level, message, ...(detail && { detail }) });
  };
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

export class FakeMetrics implements Metrics {
  readonly counts = new Map<string, number>();

  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

const secretOf = ({ paymentNo, attempt, gateway, isKeyedByPayment }: CallbackSubject) =>
  isKeyedByPayment ? `secret-of-${paymentNo}` : `secret-of-${paymentNo}-${attempt}-${gateway}`;

/** Links on https://pay.example; the secret of an attempt is `secret-of-{paymentNo}-{attempt}-{gateway}`. */
export class FakeLinks implements Links {
  page(paymentNo: string, locale = 'zh-tw'): string {
    return `https://pay.example/${locale}/pay/${paymentNo}?token=token-of-${paymentNo}`;
  }

  return(gateway: string, paymentNo: string, locale = 'zh-tw'): string {
    return `https://pay.example/${locale}/payment/${gateway}/return/${paymentNo}`;
  }

  returnWithToken(gateway: string, paymentNo: string, locale = 'zh-tw'): string {
    return `${this.return(gateway, paymentNo, locale)}?t=token-of-${paymentNo}`;
  }

  callback(of: CallbackSubject): string {
    const { paymentNo, attempt, gateway } = of;
    const query = `payment_no=${paymentNo}&attempt=${attempt}&secret=${secretOf(of)}`;
    return `https://pay.example/api/paycore/webhooks/${gateway}?${query}`;
  }

  logo(hash: string): string {
    return `https://pay.example/logos/${hash}`;
  }

  isPageToken(paymentNo: string, token: string): boolean {
    return token === `token-of-${paymentNo}`;
  }

  isCallbackSecret(of: CallbackSubject, secret: string): boolean {
    return secret === secretOf(of);
  }
}

/** Hashes without a key. */
export class FakeSigner implements TextSigner {
  sign(text: string): string {
    return createHash('sha256').update(text).digest('base64url').slice(0, 32);
  }

  verify(text: string, signature: string): boolean {
    return signature === this.sign(text);
  }
}

export class MemoryPauses implements Pauses {
  readonly until = new Map<string, Date>();

  async pause(key: string, until: Date): Promise<void> {
    this.until.set(key, until);
  }

  async pausedAt(keys: readonly string[], at: Date): Promise<ReadonlySet<string>> {
    return new Set(keys.filter((key) => (this.until.get(key)?.getTime() ?? 0) > at.getTime()));
  }
}

export class MemoryRefusedCallbacks implements RefusedCallbacks {
  readonly records: RefusedCallback[] = [];

  async record(refused: RefusedCallback): Promise<void> {
    this.records.push(refused);
  }

  async list(paymentNo: string): Promise<RefusedCallback[]> {
    return this.records
      .filter((refused) => refused.paymentNo === paymentNo)
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, 20);
  }
}
