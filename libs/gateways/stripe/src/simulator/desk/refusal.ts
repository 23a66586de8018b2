/** An error of the API: https://docs.stripe.com/api/errors. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error',
    message: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  toJson() {
    return { error: { ...this.more, message: this.message, type: this.type } };
  }
}

export const invalid = (message: string, code: string, param?: string): Refusal =>
  new Refusal(400, 'invalid_request_error', message, { code, ...(param !== undefined && { param }) });

export const missing = (param: string): Refusal =>
  invalid(`Missing required param: ${param}.`, 'parameter_missing', param);

export const noSuch = (object: string, id: string, param: string): Refusal =>
  new Refusal(404, 'invalid_request_error', `No such ${object}: '${id}'`, { code: 'resource_missing', param });
