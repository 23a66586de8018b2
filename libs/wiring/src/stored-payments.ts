import { Recent, type Log, type Metrics } from '@paycore/core';
import type { ReaderRules, Schema } from '@paycore/store-mongo';
import type { Config } from './config.ts';

/** Whether a stored payment needs a mac: as set, else as the database tells once it is reached. */
export class MacRule {
  #isRequired: boolean;

  constructor(private readonly setting: Config['mac']) {
    this.#isRequired = setting === 'required';
  }

  get isRequired(): boolean {
    return this.#isRequired;
  }

  learn({ hasMacs }: Schema): void {
    if (this.setting === undefined) this.#isRequired = hasMacs;
  }
}

/** Broken payments that are remembered as told of. */
const maxTold = 1_000;

/** Every broken payment that is met is counted; the log tells of each once. */
export function readerRules(macs: MacRule, log: Log, metrics: Metrics): ReaderRules {
  const told = new Recent<true>(maxTold);
  return {
    isMacRequired: () => macs.isRequired,
    onBroken: ({ paymentNo, message }) => {
      metrics.count('broken_payments');
      if (told.has(paymentNo)) return;
      told.set(paymentNo, true);
      log.error('A payment is broken', { paymentNo, why: message });
    },
  };
}
