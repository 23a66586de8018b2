import { gatewaySettings, PayCoreError, settingVariable, type GatewayFactory, type Strings } from '@paycore/core';
import type { Fault } from './settings-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface CheckedSettings {
  /** By gateway, then by setting in lower case: `plus`, `base_url`. */
  readonly settings: Readonly<Record<string, Strings>>;
  readonly faults: readonly Fault[];
}

/**
 * The operator's settings of the installed gateways, from `PAYCORE_GATEWAY_{NAME}_{SETTING}`, and all that is wrong with
 * them: gateways that are not there, and what each gateway itself refuses. `env` holds no empty values.
 */
export function readGatewaySettings(env: Env, factories: readonly GatewayFactory[]): CheckedSettings {
  const names = factories.map(({ name }) => name);
  const { settings, strangers } = gatewaySettings(env, names);
  const message = `names an unknown gateway; installed are ${names.join(', ')}`;
  const refused = factories.flatMap((factory) => faultsOf(factory, settings[factory.name] ?? {}));
  return { settings, faults: [...strangers.map((name) => ({ name, message })), ...refused] };
}

function faultsOf(factory: GatewayFactory, settings: Strings): Fault[] {
  return Object.entries(refusalOf(factory, settings)?.fields ?? {}).flatMap(([setting, messages]) =>
    messages.map((message) => ({ name: settingVariable(factory.name, setting), message })),
  );
}

/** Anything but a refusal of settings is a fault of the gateway's own, and thrown. */
function refusalOf(factory: GatewayFactory, settings: Strings): PayCoreError | undefined {
  try {
    factory.checkSettings?.(settings);
    return undefined;
  } catch (error) {
    if (error instanceof PayCoreError && error.kind === 'invalid' && error.fields) return error;
    throw error;
  }
}
