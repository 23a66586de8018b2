import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { default as formats, type FormatsPlugin } from 'ajv-formats';
import { rows } from './acceptance/rows/rows.ts';
import { Reader } from './docs-reader.ts';
import { hasPhp, quickStartSamplesIn, samplesIn, type DocsSample } from './docs-samples.ts';
import { World } from './world.ts';

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example: Record<string, unknown> }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
type Document = Readonly<Record<'paths', Readonly<Record<string, Readonly<Record<string, Operation>>>>>>;

let world: World;
let document: Document;
let ajv: Ajv2020;

beforeAll(async () => {
  world = await World.start();
  document = (await (await fetch(`${world.demo.api}/openapi.json`)).json()) as Document;
  ajv = new Ajv2020({ strict: false, allErrors: true });
  const addFormats: FormatsPlugin = formats;
  addFormats(ajv);
  ajv.addSchema({ $id: 'https://docs.test/openapi.json', ...document });
}, 180_000);

afterAll(() => world?.stop());

function validatorOf(operation: Operation | undefined, status: number, type = 'application/json'): ValidateFunction {
  const schema = operation?.responses[String(status)]?.content?.[type]?.schema;
  if (!schema) throw new Error(`${operation?.operationId} tells nothing of ${status} ${type}.`);
  return ajv.compile(
    JSON.parse(
      JSON.stringify(schema).replaceAll('#/components', 'https://docs.test/openapi.json#/components'),
    ) as object,
  );
}

/** Fails with what the document does not allow. */
function expectDocumented(operation: Operation | undefined, status: number, body: unknown, type?: string): void {
  const validate = validatorOf(operation, status, type);
  expect([validate(body), validate.errors ?? null, body]).toEqual([true, null, body]);
}

const operationOf = (path: string, verb: 'get' | 'post') => document.paths[path]?.[verb];
const pathsFrom = (start: string) => Object.keys(document.paths).filter((path) => path.startsWith(start));
const creates = () => pathsFrom('/api/paycore/pay/');
const balances = () => Object.keys(document.paths).filter((path) => path.endsWith('/balance'));
const exampleOf = (path: string) => operationOf(path, 'post')?.requestBody?.content['application/json']?.example ?? {};
const gatewayOf = (path: string) => path.split('/')[4] ?? '';

/** The example as a merchant sends it: with credentials of their own, which here the sandbox knows. */
const bodyOf = (path: string, differences: object = {}) => ({
  ...exampleOf(path),
  merchant_order_no: `DOCS-${path}`.slice(0, 100),
  gateway_credentials: world.demo.credentials[gatewayOf(path)],
  ...differences,
});

describe('the examples of the documentation', () => {
  it('create payments by every method, which are answered, queried and synced as documented', async () => {
    expect(creates()).toEqual(expect.arrayContaining(rows.map(({ path }) => `/api/paycore/pay/${path}`)));
    for (const path of creates()) {
      const created = await world.api('POST', path, bodyOf(path));
      expect([path, created.status, created.body.message]).toEqual([path, 200, 'Payment created successfully']);
      expectDocumented(operationOf(path, 'post'), 200, created.body);
      const repeated = await world.api('POST', path, bodyOf(path));
      expectDocumented(operationOf(path, 'post'), 200, repeated.body);
      const paymentNo = created.body.data.payment_no;
      const query = '/api/paycore/payments/{paymentNo}';
      expectDocumented(operationOf(query, 'get'), 200, (await world.query(paymentNo)).body);
      const { status, body } = await world.sync(paymentNo);
      expectDocumented(operationOf(`${query}/sync`, 'post'), status, body);
    }
  });

  it('are refused as documented where a merchant errs', async () => {
    for (const path of creates()) {
      const operation = operationOf(path, 'post');
      const errors = [{ amount: 0 }, { gateway_credentials: {} }, { currency: 'XXX', merchant_order_no: 'DOCS-XXX' }];
      for (const error of errors) {
        const { status, body } = await world.api('POST', path, bodyOf(path, error));
        expectDocumented(operation, status, body);
      }
      const unknown = await world.api('POST', path, bodyOf(path), 'pc_test_unknown');
      if (unknown.status !== 429) expect(unknown.status).toBe(401);
      expectDocumented(operation, unknown.status, unknown.body);
    }
  });

  it('read overview, balance and health', async () => {
    const overview = '/api/paycore/home/overview';
    expectDocumented(operationOf(overview, 'get'), 200, (await world.api('GET', overview)).body);
    for (const path of balances()) {
      const credentials = { gateway_credentials: world.demo.credentials[gatewayOf(path)] };
      expectDocumented(operationOf(path, 'post'), 200, (await world.api('POST', path, credentials)).body);
    }
    for (const path of ['/healthz', '/readyz']) {
      expectDocumented(operationOf(path, 'get'), 200, await (await fetch(world.demo.api + path)).json());
    }
  });

  it('of callbacks are answered as documented: nobody signed them', async () => {
    const webhooks = pathsFrom('/api/paycore/webhooks/');
    expect(webhooks.map(gatewayOf).sort()).toEqual([...new Set(creates().map(gatewayOf))].sort());
    for (const path of webhooks) {
      const operation = operationOf(path, 'post');
      for (const [type, { example }] of Object.entries(operation?.requestBody?.content ?? {})) {
        const isForm = type.includes('form');
        const body = isForm
          ? new URLSearchParams(example as Record<string, string>).toString()
          : JSON.stringify(example);
        const answer = await fetch(world.demo.webhooks + path, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
        const answered = answer.headers.get('content-type')?.split(';')[0];
        expectDocumented(operation, answer.status, await answer.json(), answered);
      }
    }
  });
});

describe('the samples of the documentation', () => {
  /** What a merchant calls, by operationId: whatever asks for a key. */
  const callsOfMerchants = () =>
    Object.values(document.paths)
      .flatMap((item) => Object.values(item))
      .filter((operation) => operation.security?.length > 0);
  const isCreate = (id: string) =>
    callsOfMerchants().some(
      ({ operationId, requestBody }) =>
        operationId === id && 'merchant_order_no' in (requestBody?.content['application/json']?.example ?? {}),
    );

  /** By language, in the order of the pages; each call of a merchant has all three. */
  async function samplesOf(language: string): Promise<DocsSample[]> {
    const calls = callsOfMerchants();
    const chapters = [...new Set(calls.flatMap(({ tags }) => tags))];
    const pages = await Promise.all(
      chapters.map(async (name) => (await fetch(`${world.demo.api}/docs/en/${name}`)).text()),
    );
    const ids = calls.map(({ operationId }) => operationId);
    const samples = pages
      .flatMap(samplesIn)
      .filter((sample) => ids.includes(sample.endpoint) && sample.language === language);
    expect(samples.map(({ endpoint }) => endpoint).sort()).toEqual(ids.sort());
    expect(ids.filter(isCreate).length).toBeGreaterThanOrEqual(creates().length);
    return samples;
  }

  let reader: Reader;
  beforeEach(async () => {
    reader = await Reader.sitDown();
  });
  afterEach(() => reader.leave());

  async function quickStart(): Promise<DocsSample[]> {
    const home = await (await fetch(`${world.demo.api}/docs/en`)).text();
    return quickStartSamplesIn(home).map((text, index) => ({
      endpoint: `quick start ${index + 1}`,
      language: 'curl',
      text,
    }));
  }

  it.each(['curl', 'TypeScript', ...(hasPhp ? ['PHP (Laravel)'] : [])])(
    'in %s run as pasted, one after the other from the quick start on, and once more',
    async (language) => {
      const samples = [...(await quickStart()), ...(await samplesOf(language))];
      const expected = samples.map(({ endpoint, text }) =>
        isCreate(endpoint) || text.includes('merchant_order_no') ? `${endpoint}: created` : `${endpoint}: answered`,
      );
      for (const time of ['first', 'again']) {
        const outcomes: string[] = [];
        for (const sample of samples) outcomes.push(`${sample.endpoint}: ${await reader.outcomeOf(sample)}`);
        expect([time, outcomes]).toEqual([time, expected]);
      }
      // A program is started for each sample, and each gateway brings more.
    },
    240_000,
  );

  it('begin with storing an account, a payment whose payer picks, and one by a named method', async () => {
    const outcomes: string[] = [];
    for (const sample of await quickStart()) outcomes.push(await reader.outcomeOf(sample));
    expect(outcomes).toEqual(['answered', 'created', 'created']);
  });
});
