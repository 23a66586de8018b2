import type { ErrorKind } from '../domain/errors.ts';
import type { Strings } from '../domain/page.ts';
import type { Info } from '../domain/payment.ts';

/** A text in each language of the documentation. */
export interface LocalizedText {
  /** Traditional Chinese, as written in Taiwan. */
  readonly zh: string;
  readonly en: string;
}

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1, as plain data: any validator can give it, none is named here. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface FieldDocs {
  readonly meaning: LocalizedText;
  readonly schema: JsonSchema;
  /** Absent: not part of examples. */
  readonly example?: unknown;
  /** True where absent. */
  readonly required?: boolean;
  /** Another spelling that is taken as well. */
  readonly alias?: string;
}

/** By name; a dot leads into an object: `ecpay.barcode1`. */
export type FieldTable = Readonly<Record<string, FieldDocs>>;

/** An answer that is no success; its HTTP status follows from the kind, or from the gateway's `answer`. */
export interface RefusalDocs {
  readonly kind: ErrorKind;
  readonly code: string;
  /** As answered, or one of its forms. */
  readonly message: string;
  readonly cause: LocalizedText;
  readonly fix: LocalizedText;
}

/** A gateway's own part of the OpenAPI document and of the documentation site. */
export interface GatewayDocs {
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** What `amount` counts. */
  readonly amountUnit: LocalizedText;
  readonly credentials: FieldTable;
  /** What any merchant call of this gateway may be refused with. */
  readonly refusals: readonly RefusalDocs[];
  /** One entry for each of the gateway's methods, under the same name. */
  readonly methods: Readonly<Record<string, MethodDocs>>;
  readonly callback: CallbackDocs;
  /** The page that payers come back to, where the gateway sends them there. */
  readonly return?: ReturnDocs;
  /** Where accounts have a balance to read. */
  readonly balance?: BalanceDocs;
}

export interface MethodDocs {
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** What a create takes beside the common fields. */
  readonly body?: FieldTable;
  /** Of the example request; 980 TWD where absent. */
  readonly example?: { readonly amount: number; readonly currency: string };
  /** Everything that `payment_info` may hold. */
  readonly info: FieldTable;
  /** Of an example `redirect_form`, for methods whose page is a form. */
  readonly form?: { readonly action: string; readonly fields: Strings };
  readonly refusals?: readonly RefusalDocs[];
  readonly notes?: readonly LocalizedText[];
}

export interface CallbackDocs {
  readonly summary: LocalizedText;
  readonly headers?: FieldTable;
  /** Beside `payment_no` and `secret`, which our own callback URLs carry. */
  readonly query?: FieldTable;
  readonly body: FieldTable;
  /** One for each content type that the gateway sends, the usual one first. */
  readonly examples: readonly { readonly type: string; readonly body: Info }[];
  readonly refusals: readonly RefusalDocs[];
  readonly notes?: readonly LocalizedText[];
}

export interface ReturnDocs {
  readonly summary: LocalizedText;
  readonly query?: FieldTable;
  readonly notes?: readonly LocalizedText[];
}

export interface BalanceDocs {
  readonly summary: LocalizedText;
  readonly example: { readonly balance: number | string | null; readonly raw: unknown };
  readonly refusals?: readonly RefusalDocs[];
  readonly notes?: readonly LocalizedText[];
}
