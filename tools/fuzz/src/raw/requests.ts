import fc from 'fast-check';
import type { World } from '../world.ts';
import type { Operation } from './operations.ts';

/** A request as its bytes go out. */
export interface RawRequest {
  readonly operation: Operation;
  readonly verb: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

type Demo = World['demo'];

/** What finds the weak places of readers: brackets, numbers, halves of characters, names of an object's own. */
const odd = [
  'null',
  'NaN',
  '1e999',
  '-0',
  '9'.repeat(400),
  `0.${'0'.repeat(400)}1`,
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '{"__proto__":{"amount":1}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"toString":1,"valueOf":1}',
  '{"$ne":null}',
  '{"then":1}',
  '[]',
  '""',
  'true',
];
const oddWords = ['', ' ', '%00', '%ff', '%ud800', '..%2f..', '__proto__', 'constructor', '%F0%9F%98%80', 'PAY', '1e3'];
const types = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'image/png',
  'application/json;;;=',
  '*/*',
  ';',
  '',
];
const names = [
  'payment_no',
  'attempt',
  'secret',
  'token',
  't',
  'limit',
  'cursor',
  'environment',
  'timezone',
  '__proto__',
];

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const deep = fc
  .tuple(
    fc.constantFrom(1, 31, 32, 33, 500, 9_000, 21_000),
    fc.constantFrom(['[', ']'], ['{"a":', '1}'], ['[{"a":', '1}]']),
  )
  .map(([depth, [open = '', close = '']]) => nested(depth, open, close));

/** A create that would be granted, as far as the raw bytes leave it whole. */
const whole = (demo: Demo): Readonly<Record<string, unknown>> => ({
  ...{ merchant_order_no: 'RAW-1', amount: 980, currency: 'TWD', item_name: 'Blue teapot' },
  gateway_credentials: demo.credentials['ecpay'],
});

function bodies(demo: Demo): fc.Arbitrary<Buffer> {
  const good = JSON.stringify(whole(demo));
  const fields = Object.keys(whole(demo));
  const value = fc.oneof(fc.constantFrom(...odd), deep, fc.json());
  const replaced = fc
    .tuple(fc.constantFrom(...fields, 'x'), value)
    .map(([name, text]) => `${good.slice(0, -1)},"${name}":${text}}`);
  const inCredentials = value.map((text) => good.replace('"gateway_credentials":{', `$&"x":${text},`));
  const text = fc.oneof(value, replaced, inCredentials, fc.constant(good), fc.string({ unit: 'binary' }));
  const cut = fc.tuple(text, fc.double({ min: 0, max: 1, noNaN: true }));
  const changed = fc.tuple(text, fc.array(fc.tuple(fc.nat(4_000), fc.nat(255)), { maxLength: 4 }));
  return fc.oneof(
    text.map((whole) => Buffer.from(whole)),
    cut.map(([whole, share]) => Buffer.from(whole).subarray(0, Math.floor(whole.length * share))),
    changed.map(([whole, changes]) => withBytes(Buffer.from(whole), changes)),
    fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
    fc.array(fc.tuple(fc.constantFrom(...names, 'Dcvc', 'appid'), fc.string())).map(form),
  );
}

function withBytes(body: Buffer, changes: readonly (readonly [at: number, byte: number])[]): Buffer {
  for (const [at, byte] of changes) if (body.length > 0) body[at % body.length] = byte;
  return body;
}

const form = (pairs: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from(pairs.map((pair) => pair.map((text) => escape(text)).join('=')).join('&'));

/** Halves of surrogate pairs included, which `encodeURIComponent` throws at. */
const escape = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const word = fc.oneof(fc.constantFrom(...oddWords), fc.string({ unit: 'binary', maxLength: 40 }).map(escape));

/** Each parameter is drawn, or one that the document could mean. */
const likely: Readonly<Record<string, string>> = {
  locale: 'en',
  gateway: 'ecpay',
  paymentNo: 'PAY202606220001ABCDEFGH',
};

function targetOf(path: string): fc.Arbitrary<string> {
  const parts = path.split(/\{(\w+)\}/);
  const drawn = parts.map((part, at) =>
    at % 2 === 0 ? fc.constant(part) : fc.oneof(fc.constant(likely[part] ?? 'x'), word),
  );
  const query = fc.array(fc.tuple(fc.constantFrom(...names), word), { maxLength: 4 });
  return fc
    .tuple(fc.tuple(...drawn), query)
    .map(
      ([all, pairs]) => all.join('') + (pairs.length > 0 ? `?${pairs.map((pair) => pair.join('=')).join('&')}` : ''),
    );
}

const keyFor = ({ path }: Operation, { project, all_in_one: allInOne }: Demo): string =>
  path.includes('/manage/') ? allInOne.management_key : path.includes('/pay/') ? project.api_key : allInOne.api_key;

/** Requests to any of the routes: most with a key that opens it, so that they come as far as their bytes carry them. */
export function rawRequests(operations: readonly Operation[], demo: Demo): fc.Arbitrary<RawRequest> {
  const body = bodies(demo);
  return fc.constantFrom(...operations).chain((operation) =>
    fc
      .record({
        verb: fc.oneof(
          { weight: 9, arbitrary: fc.constant(operation.verb) },
          {
            weight: 1,
            arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PURGE'),
          },
        ),
        target: targetOf(operation.path),
        type: fc.oneof(fc.constantFrom(...types), fc.constant('application/json')),
        key: fc.oneof(
          { weight: 9, arbitrary: fc.constant(keyFor(operation, demo)) },
          { weight: 1, arbitrary: fc.constantFrom('', 'pc_test_x', '\u00ff') },
        ),
        client: fc.ipV4(),
        isChunked: fc.boolean(),
        body,
      })
      .map(({ verb, target, type, key, client, isChunked, body: bytes }) => ({
        ...{ operation, verb, target },
        headers: [
          `Content-Type: ${type}`,
          `X-API-KEY: ${key}`,
          `X-Forwarded-For: ${client}`,
          isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes.length}`,
        ],
        body: isChunked ? chunked(bytes) : bytes,
      })),
  );
}

const chunked = (bytes: Buffer): Buffer =>
  Buffer.concat([
    ...(bytes.length > 0 ? [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')] : []),
    Buffer.from('0\r\n\r\n'),
  ]);
