import type { Gateway } from '@paycore/core';
import type { Config } from '@paycore/wiring';
import { clockCheck } from './clock.ts';
import { fail, ok, skip, warn, type Check } from './check.ts';

/** Any answer of a server; undefined if there was none. */
export interface Answer {
  readonly text: string;
  readonly date: string | null;
}
export type Visit = (url: string) => Promise<Answer | undefined>;

export const visit: Visit = async (url) => {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(3_000) });
    return { text: await answer.text(), date: answer.headers.get('date') };
  } catch {
    return undefined;
  }
};

/** The gateways' hosts for this environment, our own two URLs, and the clock compared with their answers. */
export async function checkNetwork(config: Config, gateways: readonly Hosted[], look: Visit = visit): Promise<Check[]> {
  const { isProduction } = config;
  const hosts = hostsOf(config, gateways);
  const answers = await Promise.all(hosts.map(async ({ name, url }) => ({ name, url, answer: await look(url) })));
  const isOffline = answers.every(({ answer }) => answer === undefined);
  const silent = isProduction ? fail : warn;
  return [
    ...(isOffline && hosts.length > 0
      ? [silent('gateways', 'none can be reached: offline?', 'Allow outgoing HTTPS to them; the demo needs none.')]
      : answers.map(({ name, url, answer }) =>
          answer
            ? ok(name, `${url} answers`)
            : silent(name, `${url} does not answer`, 'Check whether a firewall blocks it.'),
        )),
    clockOf(answers.map(({ answer }) => answer?.date ?? null)),
    ...(isProduction ? await ownAddresses(config, look) : []),
  ];
}

/** Origins that a gateway's accounts call; those are left out that name none. */
type Hosted = Pick<Gateway, 'name' | 'hosts'>;

function hostsOf(config: Config, gateways: readonly Hosted[]): { readonly name: string; readonly url: string }[] {
  if (config.sandboxUrl !== undefined) return [];
  const environment = config.isProduction ? 'production' : 'test';
  return gateways.flatMap(({ name, hosts }) => (hosts?.[environment] ?? []).map((url) => ({ name, url })));
}

function clockOf(dates: readonly (string | null)[]): Check {
  const times = dates.flatMap((date) => (date === null ? [] : [Date.parse(date)])).sort((one, other) => one - other);
  const middle = times[Math.floor(times.length / 2)];
  if (middle === undefined) return skip('clock, by HTTPS', 'not checked: no host answered');
  // The header counts whole seconds, and came a moment ago.
  return clockCheck('HTTPS', middle + 500 - Date.now(), 5_500);
}

/** Whether PayCore or something else answers at our public URLs; from inside, neither may be reachable. */
async function ownAddresses({ publicUrl, callbackUrl }: Config, look: Visit): Promise<Check[]> {
  const places = [
    { name: 'PAYCORE_PUBLIC_URL', url: `${publicUrl}/api/paycore/home/overview` },
    { name: 'PAYCORE_CALLBACK_URL', url: `${callbackUrl}/api/paycore/webhooks/doctor` },
  ];
  return Promise.all(
    places.map(async ({ name, url }) => {
      const answer = await look(url);
      if (!answer) return warn(name, 'does not answer from here', 'Check from outside whether it does.');
      if (answer.text.includes('"error_code"')) return ok(name, 'PayCore answers');
      return fail(name, 'something else answers there', 'Route this URL to PayCore (api or webhooks).');
    }),
  );
}
