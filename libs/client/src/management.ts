import { queryOf } from './query.ts';
import { sender, type CallOptions, type Send, type SendOptions } from './send.ts';
import type {
  GatewayCredentials,
  GatewayName,
  MethodList,
  MethodSetting,
  PageSettings,
  StoredGateway,
  WrittenPage,
} from './types.ts';

export interface ManagementOptions extends SendOptions {
  /** `pc_admin_…`; it takes no payments. */
  readonly managementKey: string;
  /** Which side of the project is set up. */
  readonly environment: 'test' | 'production';
}

/** What a project is set up with on one side. Methods throw PayCoreApiError or PayCoreConnectionError. */
export interface PayCoreManagement {
  /** The accounts at gateways that payments use where a create brings no credentials. Each call answers all of them. */
  readonly gateways: {
    list(options?: CallOptions): Promise<readonly StoredGateway[]>;
    /** Stores the account, or other credentials for it. Wrong ones throw the gateway's own code, and store nothing. */
    store<G extends GatewayName>(
      gateway: G,
      credentials: GatewayCredentials<G>,
      options?: CallOptions,
    ): Promise<readonly StoredGateway[]>;
    /** Payments under way go on. `NOT_FOUND` where none is stored. */
    remove(gateway: GatewayName, options?: CallOptions): Promise<readonly StoredGateway[]>;
    /** Asks the gateway whether it knows the credentials: see `verify_result`. */
    verify(gateway: GatewayName, options?: CallOptions): Promise<readonly StoredGateway[]>;
  };
  readonly methods: {
    get(options?: CallOptions): Promise<MethodList>;
    /**
     * Replaces the list that was read: its order is the payment page's, and what is left out is disabled.
     * `VERSION_CONFLICT` where somebody else has changed it since. Not tried again: get it to see whether it was stored.
     */
    set(
      list: { readonly version: number; readonly methods: readonly MethodSetting[] },
      options?: CallOptions,
    ): Promise<MethodList>;
  };
  readonly page: {
    get(options?: CallOptions): Promise<PageSettings>;
    /** What is left out is set to none; the logo stays. */
    set(settings: WrittenPage, options?: CallOptions): Promise<PageSettings>;
    /** Up to 50 kB, 32 to 1,024 pixels a side. */
    setLogo(type: 'image/png' | 'image/webp', image: Uint8Array, options?: CallOptions): Promise<PageSettings>;
    removeLogo(options?: CallOptions): Promise<PageSettings>;
  };
}

/** Throws a TypeError where `baseUrl` or `managementKey` cannot be right. */
export function payCoreManagement({ managementKey, environment, ...options }: ManagementOptions): PayCoreManagement {
  if (!/^pc_admin_\w+$/.test(managementKey)) throw new TypeError('managementKey is none: pc_admin_…');
  const send = sender(managementKey, options);
  const path = (name: string) => `/api/paycore/manage/${name}`;
  const asked = (name: string) => `${path(name)}?${queryOf({ environment })}`;
  const accounts = async (request: Parameters<typeof send>[0], call?: CallOptions) =>
    (await send<{ readonly gateways: readonly StoredGateway[] }>(request, call)).gateways;
  return {
    gateways: {
      list: (call) => accounts({ method: 'GET', path: asked('gateways') }, call),
      store: (gateway, credentials, call) => {
        const body = { environment, gateway_credentials: credentials };
        return accounts({ method: 'PUT', path: path(`gateways/${gateway}`), body }, call);
      },
      remove: (gateway, call) => accounts({ method: 'DELETE', path: asked(`gateways/${gateway}`), isOnce: true }, call),
      verify: (gateway, call) => accounts({ method: 'POST', path: asked(`gateways/${gateway}/verify`) }, call),
    },
    methods: {
      get: (call) => send({ method: 'GET', path: asked('methods') }, call),
      set: ({ version, methods }, call) =>
        send({ method: 'PUT', path: path('methods'), body: { environment, version, methods }, isOnce: true }, call),
    },
    page: pageCalls(send, environment),
  };
}

function pageCalls(send: Send, environment: ManagementOptions['environment']): PayCoreManagement['page'] {
  const [page, side] = ['/api/paycore/manage/page', `?${queryOf({ environment })}`];
  return {
    get: (call) => send({ method: 'GET', path: page + side }, call),
    set: (settings, call) => send({ method: 'PUT', path: page, body: { ...settings, environment } }, call),
    setLogo: (type, image, call) =>
      send({ method: 'PUT', path: `${page}/logo${side}`, file: { type, bytes: Uint8Array.from(image) } }, call),
    removeLogo: (call) => send({ method: 'DELETE', path: `${page}/logo${side}` }, call),
  };
}
