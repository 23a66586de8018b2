import type { PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Callback } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log, Metrics, RefusedCallbacks } from '../ports/runtime.ts';
import { amountsOf } from './compared-amounts.ts';

/** Refusals recorded per second and process, which bounds what an attacker can make us write; the rest are only counted. */
const maxPerSecond = 10;
const maxBodyBytes = 4_096;

/** Records a refused callback for investigation. */
export class NoteRefusal {
  private second = 0;
  private inSecond = 0;

  constructor(
    private readonly payments: PaymentStore,
    private readonly refused: RefusedCallbacks,
    private readonly runtime: { clock: Clock; log: Log; metrics: Metrics },
  ) {}

  async execute(gateway: string, callback: Callback, error: PayCoreError, payment?: Payment): Promise<void> {
    const { code, message, kind } = error;
    const { clock, log, metrics } = this.runtime;
    metrics.count('callbacks_refused', { gateway, code });
    const at = clock.now();
    if (!this.hasRoom(at)) return;
    const paymentNo = payment?.paymentNo;
    const { requestId } = callback;
    log.warn(error.logLine ?? 'Callback refused', { requestId, gateway, paymentNo, kind, code, message, ...error.log });
    const text = new TextDecoder().decode(callback.rawBody.slice(0, maxBodyBytes));
    const body = redacted(callback.method === 'GET' ? withoutSecretFields(text) : text).slice(0, maxBodyBytes);
    try {
      if (paymentNo !== undefined) await this.payments.countRefusedCallback(paymentNo);
      const amounts = amountsOf(error);
      const about = { ...(paymentNo !== undefined && { paymentNo }), ...(amounts && { amounts }) };
      await this.refused.record({ at, gateway, code, message, body, ...about });
    } catch (failure) {
      log.warn('Refused callback could not be stored', { gateway, failure: String(failure) });
    }
  }

  private hasRoom(at: Date): boolean {
    const second = Math.floor(at.getTime() / 1000);
    if (second !== this.second) [this.second, this.inSecond] = [second, 0];
    this.inSecond += 1;
    return this.inSecond <= maxPerSecond;
  }
}

/** API keys, gateway keys and notice secrets are recognizable whatever their field is called. */
const keyOfKnownForm = /((?:[sr]k|pc)_(?:live|test|admin)_|whsec_)[\w+/=-]+/g;

const secretName = /secret|token|verify_?key|hash_?key|hash_?iv|password/i;

/** A query that was encoded anew on its way may spell a name in escapes. */
const withoutSecretFields = (query: string): string =>
  query
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=');
      return secretName.test(decoded(name)) ? `${name}=[cut]` : pair;
    })
    .join('&');

const decoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Removes the values of fields named like secrets, in forms and in JSON. */
const redacted = (text: string): string =>
  text
    .replace(
      /((?:secret|token|verify_?key|hash_?key|hash_?iv|password)[^=:&,{}]{0,8}[=:]\s*)(?:(")(?:[^"\\]|\\.)*|[^&",}\s]+)/gi,
      '$1$2[cut]',
    )
    .replace(keyOfKnownForm, '$1[cut]');
