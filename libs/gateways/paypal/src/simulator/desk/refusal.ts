import { randomBytes } from 'node:crypto';

const messages: Readonly<Record<number, readonly [name: string, message: string]>> = {
  400: ['INVALID_REQUEST', 'Request is not well-formed, syntactically incorrect, or violates schema.'],
  404: ['RESOURCE_NOT_FOUND', 'The specified resource does not exist.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The server does not support the request payload’s media type.'],
  422: [
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  ],
};

/** PayPal says more than the issue's name; here only where that says too little. */
const descriptions: Readonly<Record<string, string>> = {
  AUTHORIZE_NOT_SIMULATED: 'PayPal takes the intent AUTHORIZE; this sandbox plays CAPTURE alone.',
};

/** An error in PayPal's shape. */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 404 | 415 | 422,
    readonly issue: string,
    readonly field?: string,
    readonly links: readonly { href: string; rel: string; method: string }[] = [],
  ) {
    super(issue);
  }

  toResponse(): Response {
    const [name = '', message = ''] = messages[this.status] ?? [];
    const detail = {
      issue: this.issue,
      description: descriptions[this.issue] ?? `${this.issue}.`,
      ...(this.field && { field: this.field }),
    };
    return json({ name, message, debug_id: newDebugId(), details: [detail], links: this.links }, this.status);
  }
}

const newDebugId = () => randomBytes(7).toString('hex').slice(0, 13);

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'paypal-debug-id': newDebugId() },
  });
