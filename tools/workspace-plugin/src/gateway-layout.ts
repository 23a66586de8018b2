import { posix } from 'node:path';
import { camelCase } from './camel-case.ts';

/** The text of each file, by its path in the gateway's folder. */
export type Folder = ReadonlyMap<string, string>;

/** Files of a gateway's adapter that hold a step, and what each exports. */
const steps: Readonly<Record<string, readonly string[]>> = {
  create: ['create'],
  callback: ['locate', 'verify'],
  query: ['query'],
  complete: ['complete'],
  balance: ['balance'],
};

interface Names {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** What every gateway has, one name for one thing, without `.ts`. */
const layout: Readonly<Record<'adapter' | 'docs' | 'simulator' | 'testing', Names>> = {
  adapter: {
    required: ['index', 'gateway', 'credentials', 'create', 'callback'],
    optional: ['query', 'complete', 'balance', 'client', 'wire', 'sign', 'refusals'],
  },
  docs: { required: ['index'], optional: ['methods', 'callback-fields', 'errors'] },
  simulator: {
    required: ['index', 'desk', 'orders', 'callbacks', 'pages'],
    optional: ['accounts', 'answers', 'driving', 'request', 'sign', 'wire'],
  },
  testing: { required: [], optional: ['index'] },
};

interface Own {
  /** Protocols of one gateway side by side: folders of the adapter and of the simulator, with the same names inside. */
  readonly products?: readonly string[];
  /** What this gateway alone has a concept for, from `src/`; a folder stands for all that is in it. */
  readonly files?: readonly string[];
}

const ownOf: Readonly<Record<string, Own>> = {
  ecpay: {
    products: ['aio', 'background'],
    files: [
      ...['firewall-safe-text', 'issued-code'],
      ...['counter', 'firewall', 'methods', 'aio/extra-info'].map((name) => `simulator/${name}`),
    ],
  },
  paypal: {
    files: [
      ...['after-payment', 'budget', 'certificates', 'certificates/', 'event', 'hosts', 'tokens'],
      ...['simulator/desk/', 'simulator/keys'],
    ],
  },
  smilepay: { files: ['dialects', 'meaning', 'one-line', 'xml'] },
  stripe: {
    files: [
      ...['element', 'event', 'methods'],
      ...['charge', 'currencies', 'desk/', 'element-page', 'layout'].map((name) => `simulator/${name}`),
    ],
  },
};

const besideSources = ['README.md', 'jest.config.js', 'package.json', 'tsconfig.json'];

/** Folders whose files are named by what they hold: recordings, vectors, scripts for browsers. */
const isMaterial = (path: string): boolean => /^src\/(simulator\/)?(assets|fixtures)\//.test(path);

const isSpec = (path: string): boolean => path.endsWith('.spec.ts');

/** Whether one of a gateway's own names is this file's. */
const isNamed = (own: string, path: string): boolean =>
  own.endsWith('/') ? path.startsWith(`src/${own}`) : path === `src/${own}.ts`;

/** `src/simulator/aio/desk.ts` → `simulator/desk`, where `aio` is a product. */
function placeOf(path: string, products: readonly string[]): string {
  const parts = path.slice('src/'.length, -'.ts'.length).split('/');
  const at = parts[0] === 'simulator' ? 1 : 0;
  return products.includes(parts[at] ?? '') ? parts.toSpliced(at, 1).join('/') : parts.join('/');
}

function places(): { all: readonly string[]; required: readonly string[] } {
  const of = (kind: keyof Names) =>
    Object.entries(layout).flatMap(([folder, kinds]) =>
      kinds[kind].map((name) => (folder === 'adapter' ? name : `${folder}/${name}`)),
    );
  return { all: [...of('required'), ...of('optional')], required: of('required') };
}

/** Why a gateway's folder is not laid out as all are; empty where it is. */
export function layoutFaults(gateway: string, folder: Folder): string[] {
  const { products = [], files = [] } = ownOf[gateway] ?? {};
  const { all, required } = places();
  const sources = [...folder.keys()].filter((path) => path.startsWith('src/') && !isMaterial(path));
  const isOwn = (path: string) => files.some((own) => isNamed(own, path));
  const folders = new Set([...all, ...files].map((name) => posix.dirname(`${name}.`)));
  const isKnown = (path: string) => {
    const place = placeOf(path, products);
    return isSpec(path) ? folders.has(posix.dirname(place)) : isOwn(path) || all.includes(place);
  };
  const known = sources.map((path) => placeOf(path, products));
  return [
    ...[...folder.keys()].filter((path) => !path.startsWith('src/') && !besideSources.includes(path)),
    ...sources.filter((path) => !path.endsWith('.ts') || !isKnown(path)),
  ]
    .map((path) => `${path} is no name of the layout`)
    .concat(files.filter((own) => !sources.some((path) => isNamed(own, path))).map((own) => `${own} is gone`))
    .concat(required.filter((place) => !known.includes(place)).map((place) => `src/${place}.ts is missing`))
    .concat(sources.flatMap((path) => exportFaults(gateway, path, placeOf(path, products), folder.get(path) ?? '')));
}

const exportedFrom = (text: string): string[] =>
  [...text.matchAll(/^export (?:async )?(?:function|const|class|interface|type) ([\w$]+)/gm)].map(
    ([, name = '']) => name,
  );

function exportFaults(gateway: string, path: string, place: string, text: string): string[] {
  if (isSpec(path)) return [];
  const exported = exportedFrom(text);
  const expected = place === 'gateway' ? [camelCase(gateway)] : (steps[place] ?? []);
  return [
    ...expected.filter((name) => !exported.includes(name)).map((name) => `${path} exports no ${name}`),
    // A gateway calls back; PayCore gives notice to merchants.
    ...exported.filter((name) => /notice/i.test(name)).map((name) => `${path} calls a callback ${name}`),
  ];
}
