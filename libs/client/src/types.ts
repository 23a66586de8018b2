import type { components, paths } from './generated/openapi.ts';

type Schemas = components['schemas'];

/** What follows `/api/paycore/pay/`: `ecpay/atm`. */
export type Route = keyof paths extends infer P ? (P extends `/api/paycore/pay/${infer R}` ? R : never) : never;
type Create<R extends Route> = paths[Extract<keyof paths, `/api/paycore/pay/${R}`>] extends {
  readonly post: infer Operation extends CreateOperation;
}
  ? Operation
  : never;

interface Json<T> {
  readonly content: { readonly 'application/json': T };
}
interface CreateOperation {
  readonly requestBody: Json<unknown>;
  readonly responses: { readonly 200: Json<{ readonly data: unknown }> };
}

export type CreateBody<R extends Route> = Create<R>['requestBody']['content']['application/json'];

/** With `payment_info` as this route issues it. */
export type CreatedPayment<R extends Route> = Create<R>['responses'][200]['content']['application/json']['data'];

type Link = paths['/api/paycore/pay']['post'];

/** A create whose payer picks the method. */
export type LinkBody = Link['requestBody']['content']['application/json'];
export type CreatedLink = Link['responses'][200]['content']['application/json']['data'];

/** A method that a payer could pick now. */
export type OfferedMethod = Schemas['OfferedMethod'];
/** An account that the project has stored; its credentials are never read out. */
export type StoredGateway = Schemas['StoredGateway'];
export type MethodSetting = Schemas['MethodSetting'];
/** In the payment page's order. */
export type MethodList = Schemas['MethodsFoundAnswer']['data'];

/** How the payment page presents the shop. */
export type PageSettings = Schemas['PageSettings'];
/** The same as it is sent; what is left out is set to none. */
export type WrittenPage = Omit<Schemas['StorePage'], 'environment'>;

export type Payment = Schemas['Payment'];
/** One order at one gateway for a payment. */
export type Attempt = Schemas['Attempt'];
/** Some of the payments, newest first: possibly none, although more follow while `next_cursor` is not null. */
export type PaymentPage = Schemas['ListedAnswer']['data'];
export type Overview = Schemas['OverviewAnswer']['data'];
export type Balance = Schemas['BalanceAnswer']['data'];

export type GatewayName = Route extends `${infer G}/${string}` ? G : never;
export type GatewayCredentials<G extends GatewayName> = Schemas[Extract<keyof Schemas, `${Capitalize<G>}Credentials`>];

/** What PayCore posts to `payok_url` once a payment is paid. */
export type Notice = Schemas['PaidNotice'] & {
  /** The header `webhook-id`: the same on each try of one notice. */
  readonly id: string;
};
