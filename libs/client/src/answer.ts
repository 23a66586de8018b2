import { PayCoreApiError, type FieldFaults } from './errors.ts';

interface Envelope {
  readonly success: boolean;
  readonly message: string;
  readonly data?: unknown;
  readonly error?: { readonly error_code: string; readonly fields?: FieldFaults; readonly payment_no?: string };
}

/** Answers the envelope's `data`. Throws PayCoreApiError for everything else. */
export async function readAnswer<T>(response: Response): Promise<T> {
  const { status } = response;
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const envelope = envelopeIn(await response.text());
  if (envelope?.success === true && response.ok) return envelope.data as T;
  const failed = envelope?.success === false;
  throw new PayCoreApiError({
    status,
    requestId,
    errorCode: (failed ? envelope.error?.error_code : undefined) ?? 'UNREADABLE_ANSWER',
    message: failed ? envelope.message : `What answered with status ${status} was not PayCore. Is baseUrl right?`,
    fields: failed ? envelope.error?.fields : undefined,
    paymentNo: failed ? envelope.error?.payment_no : undefined,
  });
}

function envelopeIn(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isEnvelope = typeof value === 'object' && value !== null && 'success' in value && 'message' in value;
    return isEnvelope ? (value as Envelope) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
