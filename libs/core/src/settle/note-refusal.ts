import type { PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Callback } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log, Metrics, RefusedCallback, RefusedCallbacks } from '../ports/runtime.ts';
import { Allowances, type Allowance } from './allowance.ts';
import { amountsOf } from './compared-amounts.ts';

const maxBodyBytes = 4_096;

/** What a record takes beside its body, about. */
const recordBytes = 300;

const keptSeconds = 30 * 24 * 3600;

/** So many bytes at once, and over the time that records are kept as many again as `kept`. */
const bytes = (atOnce: number, kept: number): Allowance => ({ max: atOnce, perSecond: kept / keptSeconds });

const [kilo, mega] = [1_024, 1_048_576];

/**
 * What one process writes about refused callbacks. Proven ones cannot be made by strangers, so theirs is apart, for each project by
 * itself: whatever floods, the lines stand that the contract wants. Of unproven ones anybody can send any number.
 */
const allowances = {
  proven: {
    lines: { max: 200, perSecond: 1 },
    ofProject: bytes(512 * kilo, 32 * mega),
    inAll: bytes(4 * mega, 256 * mega),
  },
  unproven: {
    lines: { max: 20, perSecond: 1 },
    ofProject: bytes(128 * kilo, 16 * mega),
    inAll: bytes(1 * mega, 128 * mega),
  },
} as const;

/** Unproven ones past this are part of a flood, and told so. */
const flood: Allowance = { max: 100, perSecond: 20 };

const all = 'all';

class Room {
  private readonly lines: Allowances;
  private readonly ofProject: Allowances;
  private readonly inAll: Allowances;

  constructor({ lines, ofProject, inAll }: { lines: Allowance; ofProject: Allowance; inAll: Allowance }) {
    this.lines = new Allowances(lines);
    this.ofProject = new Allowances(ofProject);
    this.inAll = new Allowances(inAll);
  }

  hasLine(owner: string, at: Date): boolean {
    return this.lines.take(owner, at);
  }

  /** The project's own is asked first: one that has used it up takes nothing from the others. */
  hasBytes(project: string, at: Date, count: number): boolean {
    return this.ofProject.take(project, at, count) && this.inAll.take(all, at, count);
  }
}

/** Records a refused callback for investigation. */
export class NoteRefusal {
  private readonly proven = new Room(allowances.proven);
  private readonly unproven = new Room(allowances.unproven);
  private readonly flood = new Allowances(flood);

  constructor(
    private readonly payments: PaymentStore,
    private readonly refused: RefusedCallbacks,
    private readonly runtime: { clock: Clock; log: Log; metrics: Metrics },
  ) {}

  /** Resolves to whether it is one of a flood of unproven ones. */
  async execute(gateway: string, callback: Callback, error: PayCoreError, payment?: Payment): Promise<boolean> {
    const { clock, log, metrics } = this.runtime;
    const { code, message, kind, isProven } = error;
    metrics.count('callbacks_refused', { gateway, code });
    const at = clock.now();
    const room = isProven ? this.proven : this.unproven;
    const project = payment?.project ?? 'none';
    const paymentNo = payment?.paymentNo;
    const hasLine = room.hasLine(isProven ? project : all, at);
    if (hasLine) {
      const { requestId } = callback;
      const line = { requestId, gateway, paymentNo, kind, code, message, ...error.log };
      log.warn(error.logLine ?? 'Callback refused', line);
    }
    const body = bodyOf(callback);
    // Nobody looks for more of a flood than a sample.
    const isKept = hasLine && room.hasBytes(project, at, recordBytes + new TextEncoder().encode(body).length);
    if (!isKept) metrics.count('refused_callbacks_left_out', { gateway, proven: String(isProven) });
    const about = { ...(paymentNo !== undefined && { paymentNo }), ...amountsIn(error) };
    if (hasLine) await this.keep({ at, gateway, code, message, body, ...about }, isKept);
    return !isProven && !this.flood.take(all, at);
  }

  private async keep(refused: RefusedCallback, isKept: boolean): Promise<void> {
    const { gateway, paymentNo } = refused;
    try {
      await Promise.all([
        paymentNo !== undefined && this.payments.countRefusedCallback(paymentNo),
        isKept && this.refused.record(refused),
      ]);
    } catch (failure) {
      this.runtime.log.warn('Refused callback could not be stored', { gateway, failure: String(failure) });
    }
  }
}

function amountsIn(error: PayCoreError): Pick<RefusedCallback, 'amounts'> {
  const amounts = amountsOf(error);
  return amounts ? { amounts } : {};
}

function bodyOf({ rawBody, method }: Callback): string {
  const text = new TextDecoder().decode(rawBody.slice(0, maxBodyBytes));
  return redacted(method === 'GET' ? withoutSecretFields(text) : text).slice(0, maxBodyBytes);
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
