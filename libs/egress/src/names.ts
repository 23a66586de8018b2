import { Resolver } from 'node:dns/promises';
import { AllowList } from './allow-list.ts';
import { deadlineOf } from './deadline.ts';
import { EgressError } from './errors.ts';
import { lookupBySystem, shared, type Lookup } from './lookup.ts';
import { fixedAddresses, readTarget } from './target.ts';

/** Whether the name servers answer for a name at all, be it that there is none. */
export type Probe = (name: string) => Promise<boolean>;

export interface NamesOptions {
  /** As of `createSafeFetch`. */
  readonly allow?: readonly string[];
  readonly lookup?: Lookup;
  /** Default: asks the system's name servers, 2 s at most. */
  readonly probe?: Probe;
  /** Longest that `find` takes, in ms. Default 5,000. */
  readonly withinMs?: number;
}

/** Names, looked up before anything is dialled; `lookup` gives `createSafeFetch` what was found a moment ago. */
export interface Names {
  readonly lookup: Lookup;
  /** The first address of `host[:port]`, where its text says it. */
  fixed(host: string): string | undefined;
  /** The first address. @throws EgressError `dns`, `forbidden_address` or `bad_url` */
  find(host: string): Promise<string>;
}

/** Longer than whoever asked may wait before it dials. */
const keptMs = 10_000;
const probeMs = 2_000;

/**
 * The system's resolver has four threads for the whole process, and one that a dead name server holds is not given back for
 * many seconds. So a name is first asked for without a thread; those for which no name server answers have one thread among
 * them.
 */
export function createNames(options: NamesOptions = {}): Names {
  const { lookup = lookupBySystem, probe = probeBySystem, withinMs = 5_000 } = options;
  const allow = new AllowList(options.allow ?? []);
  const ask = shared(lookup);
  const kept = new Map<string, readonly string[]>();
  const oneByOne = lane();
  const keep = (name: string, addresses: readonly string[]): readonly string[] => {
    kept.set(name, addresses);
    setTimeout(() => kept.delete(name), keptMs).unref();
    return addresses;
  };
  const targetOf = (host: string) => readTarget(`http://${host}/`, allow);
  const askCarefully = async (name: string, isLate: () => boolean): Promise<readonly string[]> =>
    (await probe(name)) ? ask(name) : oneByOne(async () => (isLate() ? [] : ask(name)));
  return {
    lookup: async (name) => kept.get(name) ?? ask(name),
    fixed(host) {
      try {
        return fixedAddresses(targetOf(host), allow)?.[0];
      } catch {
        return undefined;
      }
    },
    async find(host) {
      const target = targetOf(host);
      const known = fixedAddresses(target, allow)?.[0];
      if (known !== undefined) return known;
      const { hostname } = target.url;
      const [first] = await within(withinMs, host, (isLate) => askCarefully(hostname, isLate).then(keepIfAny));
      if (first === undefined) throw new EgressError('dns', host);
      return first;

      function keepIfAny(addresses: readonly string[]) {
        return addresses.length > 0 ? keep(hostname, addresses) : addresses;
      }
    },
  };
}

/** @throws EgressError `dns` where it fails or takes longer */
async function within<T>(ms: number, host: string, act: (isLate: () => boolean) => Promise<T>): Promise<T> {
  let isLate = false;
  let callOff = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    callOff = deadlineOf(ms, () => {
      isLate = true;
      reject(new EgressError('dns', host));
    });
  });
  try {
    return await Promise.race([act(() => isLate), late]);
  } catch (cause) {
    throw cause instanceof EgressError ? cause : new EgressError('dns', host, { cause });
  } finally {
    callOff();
  }
}

/** Runs one act after another. */
function lane() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(act: () => Promise<T>): Promise<T> => {
    const next = last.then(act, act);
    last = next.catch(() => undefined);
    return next;
  };
}

/** "No such name" and "no such record" are answers, RFC 2308 §2. */
const answers: readonly unknown[] = ['ENOTFOUND', 'ENODATA'];

const probeBySystem: Probe = async (name) => {
  try {
    await new Resolver({ timeout: probeMs, tries: 1 }).resolve4(name);
    return true;
  } catch (error) {
    return answers.includes((error as NodeJS.ErrnoException).code);
  }
};
