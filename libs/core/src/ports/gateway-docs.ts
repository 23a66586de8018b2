import type { ErrorKind } from '../domain/errors.ts';
import type { Strings } from '../domain/page.ts';
import type { Info } from '../domain/info.ts';
import type { SentAmount } from '../domain/sent-amount.ts';

/** A text in both languages of the documentation. */
export interface LocalizedText {
  /** Traditional Chinese, as written in Taiwan. */
  readonly zh: string;
  readonly en: string;
}

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1, as plain data, so that core depends on no validator. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One field of a request or answer. */
export interface FieldDocs {
  readonly meaning: LocalizedText;
  readonly schema: JsonSchema;
  /** Left out of examples where absent. */
  readonly example?: unknown;
  /** True where absent. */
  readonly required?: boolean;
  /** Another accepted name. */
  readonly alias?: string;
}

/** By name; a dot reaches into an object: `ecpay.barcode1`. */
export type FieldTable = Readonly<Record<string, FieldDocs>>;

/** An error answer; its HTTP status follows from the kind, or from the gateway's `answer`. */
export interface RefusalDocs {
  readonly kind: ErrorKind;
  readonly code: string;
  /** The message as answered, or one variant of it. */
  readonly message: string;
  readonly cause: LocalizedText;
  readonly fix: LocalizedText;
}

/** A gateway's own part of the OpenAPI document and of the documentation site. */
export interface GatewayDocs {
  /** Its name. */
  readonly gateway: string;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** What `amount` counts, with NT$980 as an example: read as "The amount: ….". */
  readonly amountUnit: LocalizedText;
  readonly credentials: FieldTable;
  /** Errors that any merchant call for this gateway may return. */
  readonly refusals: readonly RefusalDocs[];
  /** One entry per method of the gateway, under the same key. */
  readonly methods: Readonly<Record<string, MethodDocs>>;
  readonly callback: CallbackDocs;
  /** The return page, for gateways that send payers back to it. */
  readonly return?: ReturnDocs;
  /** For gateways whose accounts have a balance to read. */
  readonly balance?: BalanceDocs;
}

/** What a gateway's documentation door exports; called once, when somebody first reads it. */
export type GatewayDocsFactory = () => GatewayDocs;

/** Documentation of one payment method. */
export interface MethodDocs {
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** Request fields beyond the common ones. */
  readonly body?: FieldTable;
  /** Money of the example request; 980 TWD where absent. */
  readonly example?: { readonly amount: SentAmount; readonly currency: string };
  /** Everything that `payment_info` may hold. */
  readonly info: FieldTable;
  /** An example `redirect_form`, for methods whose page is a form. */
  readonly form?: { readonly action: string; readonly fields: Strings };
  readonly refusals?: readonly RefusalDocs[];
  readonly notes?: readonly LocalizedText[];
}

/** Documentation of a gateway's callbacks. */
export interface CallbackDocs {
  readonly summary: LocalizedText;
  readonly headers?: FieldTable;
  /** Beyond `payment_no` and `secret`, which our own callback URLs carry. */
  readonly query?: FieldTable;
  readonly body: FieldTable;
  /** One per content type that the gateway sends, the usual one first. */
  readonly examples: readonly { readonly type: string; readonly body: Info }[];
  readonly refusals: readonly RefusalDocs[];
  readonly notes?: readonly LocalizedText[];
}

/** Documentation of a gateway's return page. */
export interface ReturnDocs {
  readonly summary: LocalizedText;
  readonly query?: FieldTable;
  readonly notes?: readonly LocalizedText[];
}

/** Documentation of a gateway's balance call. */
export interface BalanceDocs {
  readonly summary: LocalizedText;
  readonly example: { readonly balance: number | string | null; readonly raw: unknown };
  readonly refusals?: readonly RefusalDocs[];
  readonly notes?: readonly LocalizedText[];
}
