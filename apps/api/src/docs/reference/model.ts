import type { FieldFaults, FieldTable, JsonSchema, LocalizedText } from '@paycore/core';

/** Who sends the request; payers come with a browser. */
export type Sender = 'merchant' | 'gateway' | 'payer' | 'operator' | 'paycore';

/** Everything that the OpenAPI document and the site say, each in its own form. */
export interface Reference {
  readonly chapters: readonly Chapter[];
  /** Components by name: what is said in more than one place. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

export interface Chapter {
  /** Of its page: `common`, `manage`, or a gateway's name. */
  readonly name: string;
  readonly isOfGateway?: boolean;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  readonly endpoints: readonly Endpoint[];
}

export interface Endpoint {
  /** Anchor and operationId: `pay-ecpay-aio-atm`. */
  readonly id: string;
  readonly verb: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With parameters in braces; of a notice, what stands for the merchant's own address. */
  readonly path: string;
  readonly host: 'api' | 'webhooks' | 'merchant';
  readonly sender: Sender;
  /** Whether a merchant's call needs a management key, and not one for payments. */
  readonly isManaged?: boolean;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  readonly headers: FieldTable;
  readonly pathFields: FieldTable;
  readonly query: FieldTable;
  readonly body?: RequestBody;
  readonly answer: Answer;
  /** Where a browser may be led on instead. */
  readonly redirect?: LocalizedText;
  /** What other pages a browser may get, by status. */
  readonly pages?: Readonly<Record<number, string>>;
  readonly refusals: readonly Refusal[];
  readonly notes: readonly LocalizedText[];
}

export interface RequestBody {
  readonly fields: FieldTable;
  readonly credentials?: FieldTable;
  /** Whose account `gateway_credentials` are. */
  readonly gateway?: string;
  readonly schema: JsonSchema;
  /** A body that is a file, and no fields: what the samples call it, and its content types. */
  readonly file?: { readonly name: string; readonly types: readonly string[] };
  /** By content type, the usual one first. */
  readonly examples: readonly { readonly type: string; readonly body: Readonly<Record<string, unknown>> }[];
}

export interface Answer {
  readonly status: number;
  /** Content type; absent where nothing is answered but the status. */
  readonly type?: string;
  /** What else it may be of. */
  readonly otherTypes?: readonly string[];
  readonly fields: FieldTable;
  readonly schema?: JsonSchema;
  /** JSON, or the text itself. */
  readonly example?: unknown;
  /** What to look at first: `data.status = pending`. */
  readonly highlights: readonly string[];
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Faults by field, where the answer names them. */
  readonly fields?: FieldFaults;
  /** The payment in the way, where the answer names it. */
  readonly paymentNo?: string;
  readonly cause: LocalizedText;
  readonly fix: LocalizedText;
}
