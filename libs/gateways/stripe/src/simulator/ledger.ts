import type { SimulatorRuntime } from '@paycore/core';
import { orderNoOf, type Intent } from './intent.ts';

/** All intents by id, each written whole to the journal with every change: its last line is the intent. */
export class Ledger {
  readonly #intents = new Map<string, Intent>();
  readonly #newestOfOrder = new Map<string, string>();
  readonly #byRequest = new Map<string, string>();
  readonly #journal: SimulatorRuntime['journal'];

  constructor(journal: SimulatorRuntime['journal']) {
    this.#journal = journal;
    for (const entry of journal.read()) this.#keep(entry as Intent);
  }

  newestFirst(): readonly Intent[] {
    return [...this.#intents.values()].reverse();
  }

  find(id: string): Intent | undefined {
    return this.#intents.get(id);
  }

  findByOrderNo(orderNo: string): Intent | undefined {
    return this.find(this.#newestOfOrder.get(orderNo) ?? '');
  }

  /** What the account made with this Idempotency-Key. */
  findByKey(publishableKey: string, key: string): Intent | undefined {
    return this.find(this.#byRequest.get(`${publishableKey} ${key}`) ?? '');
  }

  write(intent: Intent): Intent {
    this.#journal.append(intent);
    this.#keep(intent);
    return intent;
  }

  /** Changes the intent as it stands now, which may be later than the caller's copy. */
  change(intent: Intent, update: (now: Intent) => Partial<Intent>): Intent {
    const current = this.#intents.get(intent.id) ?? intent;
    return this.write({ ...current, ...update(current) });
  }

  #keep(intent: Intent): void {
    const { id, publishableKey, idempotency } = intent;
    if (!this.#intents.has(id)) this.#newestOfOrder.set(orderNoOf(intent), id);
    if (idempotency) this.#byRequest.set(`${publishableKey} ${idempotency.key}`, id);
    this.#intents.set(id, intent);
  }
}
