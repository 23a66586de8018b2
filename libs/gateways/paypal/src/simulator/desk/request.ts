import * as z from 'zod';
import { ApiError } from './refusal.ts';

/** https://developer.paypal.com/reference/currency-codes. */
const currencies = new Set(
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(' '),
);
const whole = new Set(['HUF', 'JPY', 'TWD']);

const text = (maxLength: number) => z.string('MISSING_REQUIRED_PARAMETER').min(1, tooLong).max(maxLength, tooLong);
const tooLong = 'INVALID_STRING_LENGTH';
const web = z.url({ protocol: /^https?$/, error: 'INVALID_PARAMETER_SYNTAX' });

const context = z.object({ return_url: web.nullish(), cancel_url: web.nullish() });

const amount = z.object({
  currency_code: z.string('MISSING_REQUIRED_PARAMETER').length(3, tooLong),
  value: text(32).regex(/^(-?\d+|-?\d*\.\d+)$/, 'INVALID_PARAMETER_SYNTAX'),
});

const unit = z.object({
  amount,
  custom_id: text(127).nullish(),
  invoice_id: text(127).nullish(),
  description: text(127).nullish(),
});

const schema = z.object({
  intent: z.enum(['CAPTURE', 'AUTHORIZE'], 'INVALID_PARAMETER_VALUE'),
  purchase_units: z.array(unit, 'MISSING_REQUIRED_PARAMETER').min(1, 'INVALID_ARRAY_MIN_ITEMS').max(10),
  payment_source: z.object({ paypal: z.object({ experience_context: context.nullish() }).nullish() }).nullish(),
  application_context: context.nullish(),
});

export type CreateRequest = z.infer<typeof schema>;

export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('application/json')) throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE');
  const body = await request.text();
  try {
    return body.trim() === '' ? {} : JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ApiError(400, 'MALFORMED_REQUEST_JSON');
    throw error;
  }
}

const refund = z.object({
  amount: amount.nullish(),
  invoice_id: text(127).nullish(),
  custom_id: text(127).nullish(),
  note_to_payer: text(255).nullish(),
});

export type RefundRequest = z.infer<typeof refund>;

function malformed({ issues: [issue] }: z.ZodError): ApiError {
  const isNamed = issue !== undefined && /^[A-Z_]+$/.test(issue.message);
  return new ApiError(400, isNamed ? issue.message : 'INVALID_PARAMETER_VALUE', `/${issue?.path.join('/')}`);
}

/** Throws ApiError. */
export async function readRefund(request: Request): Promise<RefundRequest> {
  const parsed = refund.safeParse(await readJson(request));
  if (!parsed.success) throw malformed(parsed.error);
  if (parsed.data.amount) checkAmount(parsed.data.amount, '/amount/value');
  return parsed.data;
}

/** Throws ApiError, as PayPal checks: first the form, then what it means. */
export async function readCreate(request: Request): Promise<CreateRequest> {
  const parsed = schema.safeParse(await readJson(request));
  if (!parsed.success) throw malformed(parsed.error);
  if (parsed.data.intent === 'AUTHORIZE') throw new ApiError(422, 'AUTHORIZE_NOT_SIMULATED', '/intent');
  for (const { amount } of parsed.data.purchase_units)
    checkAmount(amount, "/purchase_units/@reference_id=='default'/amount/value");
  return parsed.data;
}

function checkAmount({ currency_code, value }: z.infer<typeof amount>, field: string): void {
  const decimals = value.split('.')[1]?.length ?? 0;
  if (!currencies.has(currency_code)) throw new ApiError(422, 'INVALID_CURRENCY_CODE', field);
  if (decimals > (whole.has(currency_code) ? 0 : 2)) throw new ApiError(422, 'DECIMAL_PRECISION', field);
  if (Number(value) <= 0) throw new ApiError(422, 'CANNOT_BE_ZERO_OR_NEGATIVE', field);
  if (/^0*[1-9]\d{15}/.test(value)) throw new ApiError(422, 'MAX_VALUE_EXCEEDED', field);
}
