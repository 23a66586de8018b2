import { answers, failure, notice } from '@paycore/http';
import * as z from 'zod';

/** An answer of the API as it came. */
export interface PaymentAnswer {
  readonly status: number;
  readonly body: {
    readonly success: boolean;
    readonly message: string;
    readonly data: Readonly<Record<string, unknown>> & {
      readonly payment_no: string;
      readonly payment_url: string;
      readonly status: string;
      readonly created: boolean;
      readonly payment_info: Readonly<Record<string, unknown>>;
    };
    readonly error: { readonly error_code: string; readonly fields?: Readonly<Record<string, readonly string[]>> };
  };
}

/** What each endpoint may answer where it grants what was asked. */
const documented: readonly (readonly [method: string, path: RegExp, answer: z.ZodType])[] = [
  ['POST', /^\/api\/paycore\/pay\/[a-z/-]+$/, answers.created],
  ['POST', /^\/api\/paycore\/pay$/, answers.linked],
  ['GET', /^\/api\/paycore\/methods$/, answers.offered],
  ['GET', /^\/api\/paycore\/payments\/\w+$/, answers.found],
  ['POST', /^\/api\/paycore\/payments\/\w+\/sync$/, answers.synced],
  ['POST', /^\/api\/paycore\/payments\/\w+\/cancel$/, answers.cancelled],
  ['GET', /^\/api\/paycore\/payments$/, answers.listed],
  ['GET', /^\/api\/paycore\/home\/overview$/, answers.overview],
  ['POST', /^\/api\/paycore\/gateways\/[a-z]+\/balance$/, answers.balance],
  ['GET', /^\/api\/paycore\/manage\/gateways$/, answers.gatewaysFound],
  ['PUT', /^\/api\/paycore\/manage\/gateways\/[a-z]+$/, answers.gatewayStored],
  ['DELETE', /^\/api\/paycore\/manage\/gateways\/[a-z]+$/, answers.gatewayRemoved],
  ['POST', /^\/api\/paycore\/manage\/gateways\/[a-z]+\/verify$/, answers.gatewayVerified],
  ['GET', /^\/api\/paycore\/manage\/methods$/, answers.methodsFound],
  ['PUT', /^\/api\/paycore\/manage\/methods$/, answers.methodsStored],
  ['GET', /^\/api\/paycore\/manage\/page$/, answers.pageFound],
  ['PUT', /^\/api\/paycore\/manage\/page$/, answers.pageStored],
  ['PUT', /^\/api\/paycore\/manage\/page\/logo$/, answers.logoStored],
  ['DELETE', /^\/api\/paycore\/manage\/page\/logo$/, answers.logoRemoved],
];

function schemaOf(method: string, path: string, status: number): z.ZodType {
  if (status >= 400) return failure;
  const [asked = ''] = path.split('?');
  const found = status === 200 && documented.find(([each, form]) => each === method && form.test(asked));
  if (!found) throw new Error(`${method} ${path} answered ${status}: the contract knows no such answer.`);
  return found[2];
}

function check(what: string, schema: z.ZodType, body: unknown): void {
  const { error } = schema.safeParse(body);
  if (error) throw new Error(`${what} is not what the contract says: ${z.prettifyError(error)}`);
}

/** Throws where the answer is not the contract's, whatever it is that was asked. */
export async function readAnswer(method: string, path: string, answer: Response): Promise<PaymentAnswer> {
  const { status } = answer;
  const body: unknown = await answer.json();
  check(`The ${status} of ${method} ${path}`, schemaOf(method, path, status), body);
  return { status, body: body as PaymentAnswer['body'] };
}

/** Throws where a body sent to `payok_url` is not the contract's. */
export const checkNotice = (body: string): void => check('The notice', notice, JSON.parse(body));
