import { PayCoreError, type Gateway, type GatewayFactory, type GatewayRuntime, type Strings } from '@paycore/core';
import type { Fault } from './settings-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

interface Installed {
  readonly make: GatewayFactory;
  /** Without settings. */
  readonly made: Gateway;
  readonly gateway: string;
  /** How its settings begin: `PAYCORE_GATEWAY_PLUS_`. */
  readonly prefix: string;
}

export interface GatewaySettings {
  /** By gateway, then by setting in lower case: `plus`, `base_url`. */
  readonly settings: Readonly<Record<string, Strings>>;
  readonly faults: readonly Fault[];
  readonly gateways: readonly Gateway[];
}

const root = 'PAYCORE_GATEWAY_';
const prefixOf = (gateway: string) => `${root}${gateway.toUpperCase().replaceAll('-', '_')}_`;

/** Enough of a runtime to make a gateway that is never asked to do anything. */
function idle(sandboxUrl: string | undefined): Omit<GatewayRuntime, 'settings'> {
  const fetch = () => Promise.reject(new Error('Nothing is fetched while settings are read.'));
  return { fetch, now: () => new Date(), ...(sandboxUrl !== undefined && { sandboxUrl }) };
}

/**
 * The operator's settings of the installed gateways, from `PAYCORE_GATEWAY_{NAME}_{SETTING}`, and all that is wrong with
 * them: gateways that are not there, and what each gateway itself refuses. `env` holds no empty values.
 */
export function readGatewaySettings(env: Env, factories: readonly GatewayFactory[]): GatewaySettings {
  const runtime = idle(env['PAYCORE_SANDBOX_URL']);
  const installed = factories.map((make) => {
    const made = make(runtime);
    return { make, made, gateway: made.name, prefix: prefixOf(made.name) };
  });
  const settings: Record<string, Record<string, string>> = {};
  const strangers: Fault[] = [];
  for (const [name, value = ''] of Object.entries(env).filter(([variable]) => variable.startsWith(root))) {
    const owner = ownerOf(name, installed);
    if (owner) (settings[owner.gateway] ??= {})[name.slice(owner.prefix.length).toLowerCase()] = value;
    else strangers.push({ name, message: `names no such gateway: there are ${installed.map(named).join(', ')}` });
  }
  const refused = installed.flatMap((one) => faultsOf(one, runtime, settings[one.gateway] ?? {}));
  return { settings, faults: [...strangers, ...refused], gateways: installed.map(({ made }) => made) };
}

const named = ({ gateway }: Installed) => gateway;

/** The gateway whose name is the longest that fits: LINE_PAY_X is a setting of `line-pay`, though there be a `line`. */
function ownerOf(name: string, installed: readonly Installed[]): Installed | undefined {
  const fitting = installed.filter(({ prefix }) => name.length > prefix.length && name.startsWith(prefix));
  return fitting.sort((one, other) => other.prefix.length - one.prefix.length)[0];
}

function faultsOf({ make, prefix }: Installed, runtime: GatewayRuntime, settings: Strings): Fault[] {
  const refusal = refusalOf(() => make({ ...runtime, settings }));
  return Object.entries(refusal?.fields ?? {}).flatMap(([setting, messages]) =>
    messages.map((message) => ({ name: prefix + setting.toUpperCase(), message })),
  );
}

/** Anything but a refusal of settings is a fault of the gateway's own, and thrown. */
function refusalOf(make: () => Gateway): PayCoreError | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof PayCoreError && error.kind === 'invalid' && error.fields) return error;
    throw error;
  }
}
