// Writes src/generated/openapi.ts from /openapi.json: what a merchant's calls take and answer.
//   npm run client:types                              as the sources say it now
//   node libs/client/generate.mjs <url> [--check]     as a running PayCore says it; with --check: exit code 1 where the file differs
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const file = join(root, 'libs', 'client', 'src', 'generated', 'openapi.ts');
const header = '// Written by `npm run client:types` from /openapi.json: a change made here is lost.\n';

const [origin] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const text = await typesOf(origin ? await (await fetch(`${origin}/openapi.json`)).json() : printed());
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('The types of @paycore/client are stale: npm run client:types');
  process.exitCode = 1;
}

function printed() {
  const program = join('apps', 'api', 'src', 'docs', 'print-openapi.ts');
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'inherit'] };
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', program], options));
}

async function typesOf(document) {
  const tree = await openapiTS(callsOf(document), { immutable: true, alphabetize: true, transform: openObject });
  return format(header + astToString(tree), { ...(await resolveConfig(file)), parser: 'typescript' });
}

/** What the client calls, with what it answers when all is well: refusals are all alike. */
function callsOf(document) {
  const isCall = ([path]) => /^\/api\/paycore\/(pay|payments|home|gateways|methods|manage)(\/|$)/.test(path);
  const paths = Object.entries(document.paths)
    .filter(isCall)
    .map(([path, item]) => [path, successOf(item)]);
  return { ...document, webhooks: {}, paths: Object.fromEntries(paths) };
}

function successOf(item) {
  const operations = ['get', 'post', 'put', 'delete'].filter((verb) => item[verb]);
  return Object.fromEntries(
    operations.map((verb) => {
      const { operationId, summary, parameters, requestBody, responses } = item[verb];
      const own = { operationId, summary, responses: { 200: withoutExample(responses[200]) } };
      return [
        verb,
        { ...own, ...(parameters && { parameters }), ...(requestBody && { requestBody: withoutExample(requestBody) }) },
      ];
    }),
  );
}

function withoutExample({ content, ...rest }) {
  const schemas = Object.entries(content).map(([type, { schema }]) => [type, { schema }]);
  return { ...rest, content: Object.fromEntries(schemas) };
}

/** An object of which nothing is said may hold anything; the library would let it hold nothing. */
function openObject({ type, properties, additionalProperties, allOf, oneOf, anyOf }) {
  const hasNone = Object.keys(properties ?? {}).length === 0;
  const isOpen = type === 'object' && hasNone && additionalProperties !== false && !allOf && !oneOf && !anyOf;
  if (!isOpen) return undefined;
  const { factory, SyntaxKind } = ts;
  const [key, value] = [SyntaxKind.StringKeyword, SyntaxKind.UnknownKeyword].map((kind) =>
    factory.createKeywordTypeNode(kind),
  );
  return factory.createTypeReferenceNode('Record', [key, value]);
}
