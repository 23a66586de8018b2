import type { Strings } from './domain/page.ts';

const root = 'PAYCORE_GATEWAY_';

/** The variable of a gateway's setting: `plus`, `base_url` → `PAYCORE_GATEWAY_PLUS_BASE_URL`. */
export const settingVariable = (gateway: string, setting: string): string =>
  `${root}${gateway}_${setting}`.toUpperCase().replaceAll('-', '_');

export interface GatewaySettings {
  /** By gateway, then by setting in lower case: `plus`, `base_url`. */
  readonly settings: Readonly<Record<string, Strings>>;
  /** Variables that begin like a setting but are none of these gateways'. */
  readonly strangers: readonly string[];
}

/** What the operator set for these gateways. `env` holds no empty values. */
export function gatewaySettings(
  env: Readonly<Record<string, string | undefined>>,
  gateways: readonly string[],
): GatewaySettings {
  const settings: Record<string, Record<string, string>> = {};
  const strangers: string[] = [];
  for (const [name, value = ''] of Object.entries(env).filter(([variable]) => variable.startsWith(root))) {
    const owner = ownerOf(name, gateways);
    if (owner === undefined) strangers.push(name);
    else (settings[owner] ??= {})[name.slice(settingVariable(owner, '').length).toLowerCase()] = value;
  }
  return { settings, strangers };
}

/** The longest name that fits: LINE_PAY_X is a setting of `line-pay`, though there be a `line`. */
function ownerOf(variable: string, gateways: readonly string[]): string | undefined {
  const isPrefix = (prefix: string) => variable.length > prefix.length && variable.startsWith(prefix);
  const fitting = gateways.filter((gateway) => isPrefix(settingVariable(gateway, '')));
  return fitting.sort((one, other) => other.length - one.length)[0];
}
