import { validationFailed } from '../domain/errors.ts';
import type { PaymentFilter } from '../domain/listing.ts';
import type { Environment, Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { TextSigner } from '../ports/runtime.ts';
import { ListCursor } from './list-cursor.ts';
import { sideOf } from './sides.ts';

/** Which of the caller's payments to list. */
export interface ListQuestion extends Omit<PaymentFilter, 'project' | 'environment'> {
  /** The key's own side where absent. */
  readonly environment?: Environment | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** Payments on the page, at most. */
  readonly limit: number;
}

export interface ListedPayments {
  /** Newest first. Fewer than the limit, even none, while `next` says that there is more to look through. */
  readonly payments: readonly Payment[];
  readonly next: string | undefined;
}

/** A project's payments on one side, page by page. */
export class ListPayments {
  constructor(
    private readonly payments: PaymentStore,
    private readonly signer: TextSigner,
  ) {}

  /** Throws `forbidden`, `invalid` for a cursor of another list, `offline`. */
  async execute(
    caller: Caller,
    { environment, cursor: text, limit, ...filters }: ListQuestion,
  ): Promise<ListedPayments> {
    const filter = { ...filters, project: caller.project.id, environment: sideOf(caller, environment) };
    const cursor = new ListCursor(this.signer, filter);
    const after = text === undefined ? undefined : cursor.read(text);
    if (text !== undefined && !after) throw validationFailed({ cursor: [notOurs] });
    const { payments, next } = await this.payments.list(filter, { after, limit });
    return { payments, next: next && cursor.write(next) };
  }
}

const notOurs = 'The cursor field must be the next_cursor of a list with the same filters.';
