import { gatewaySettings, type GatewayFactory } from '@paycore/core';
import leven from 'leven';

type Env = Readonly<Record<string, string | undefined>>;

/** A name in the environment that looks like a setting and sets nothing. */
export interface UnknownSetting {
  readonly name: string;
  /** The setting that is spelled almost so. */
  readonly meant?: string;
}

/** Settings of what runs beside the apps, often from the same file: the demo, its sandbox, the compose file, a shop's program. */
const ofNeighbours = [
  'PAYCORE_KEYS_FILE',
  'PAYCORE_MONGO',
  'PAYCORE_SANDBOX_PORT',
  'PAYCORE_SANDBOX_HOST',
  'PAYCORE_SANDBOX_SPEED',
  'PAYCORE_SANDBOX_LIMITS',
  'PAYCORE_SANDBOX_NOTICE_SECRET',
  'PAYCORE_FROM',
  'PAYCORE_VERBOSE',
  'PAYCORE_VERSION',
  'PAYCORE_LISTEN',
  'PAYCORE_URL',
  'PAYCORE_API_KEY',
  'PAYCORE_MANAGEMENT_KEY',
  'PAYCORE_NOTICE_SECRET',
];

/** Of this repository's tests and tools, whose environment the apps that they start inherit. */
const ofTools =
  /^PAYCORE_(BUNDLES|CHROMIUM|FIRST_SEED|HISTORIES|IMAGE_NODE|LATENCIES|OUTSIDERS|PYTHON|QUICK|TEST_PARALLEL|(E2E|FUZZ)_\w+)$/;

const maxNameLength = 64;
const maxEdits = 2;

/**
 * `PAYCORE_…` names that no part of PayCore reads: misspelled ones, and settings of gateways that have none. `own`: names
 * that the apps read; those of gateways that are refused at the start anyway are not among the unknown.
 */
export function unknownSettings(
  env: Env,
  own: readonly string[],
  factories: readonly GatewayFactory[],
): UnknownSetting[] {
  const candidates = [...own, ...ofNeighbours].filter((name) => name.startsWith('PAYCORE_'));
  const gateways = factories.map(({ name }) => name);
  const settled = new Set(factories.flatMap(({ name, checkSettings }) => (checkSettings ? [name] : [])));
  const isUnknown = (name: string): boolean => {
    if (candidates.includes(name) || ofTools.test(name)) return false;
    const { settings, strangers } = gatewaySettings({ [name]: '-' }, gateways);
    const [owner] = Object.keys(settings);
    return owner === undefined ? strangers.length === 0 : !settled.has(owner);
  };
  const names = Object.keys(env).filter((name) => /^paycore_/i.test(name) && isUnknown(name));
  return names.map((name) => {
    const asGateways = name.toUpperCase().replace(/^PAYCORE_[A-Z]+_/, 'PAYCORE_GATEWAY_');
    const meant = nearest(name.toUpperCase(), isUnknown(asGateways) ? candidates : [...candidates, asGateways]);
    return meant === undefined ? { name } : { name, meant };
  });
}

/** As a sentence without its full stop. */
export const sayUnknown = ({ name, meant }: UnknownSetting): string =>
  `${name} is no setting of PayCore${meant === undefined ? '' : `: ${meant} is one`}`;

/** The closest one, its words in any order; undefined where none is close. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > maxNameLength) return undefined;
  const edits = (other: string) => Math.min(leven(name, other), leven(sorted(name), sorted(other)));
  const [first] = candidates
    .map((candidate) => ({ candidate, edits: edits(candidate) }))
    .sort((one, other) => one.edits - other.edits);
  return first !== undefined && first.edits <= maxEdits ? first.candidate : undefined;
}

const sorted = (name: string): string => name.split('_').sort().join('_');
