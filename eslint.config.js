import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

// Without a project graph the boundary rule skips itself silently, as on a fresh clone. Nx's own worker reads this file while
// it makes the graph: it would wait for itself.
process.env.NX_DAEMON ??= 'false';
if (!globalThis.NX_GRAPH_CREATION) await createProjectGraphAsync();

const containers = ['inversify', 'inversify/**', 'reflect-metadata', 'reflect-metadata/**'];
const agenda = ['agenda', 'agenda/**', '@agendajs/**'];
const express = ['express', 'express/**'];
const mongo = ['mongoose', 'mongoose/**', 'mongodb', 'mongodb/**'];

/** What wiring joins. Commands are composed too, and serve no HTTP. */
const joined = ['core', 'gateway', 'safe-equal', 'store', 'egress', 'monitoring', 'payment-view'];
const libs = [...joined, 'http', 'wiring'];

/** What a project may import: other projects by tag, and what it may not take from npm. */
const mayImport = {
  core: { projects: [], never: ['*'] },
  'safe-equal': { projects: [], never: ['*'] },
  gateway: {
    projects: ['core', 'gateway-kit', 'safe-equal', 'simulator-kit'],
    never: [...express, ...mongo, ...containers, ...agenda],
  },
  'gateway-kit': { projects: ['core'], never: [...express, ...mongo, ...containers, ...agenda] },
  'simulator-kit': { projects: ['core'], never: [...express, ...mongo, ...containers, ...agenda] },
  store: { projects: ['core', 'safe-equal'], never: [...express, ...containers, ...agenda] },
  egress: { projects: ['core'], never: [...express, ...mongo, ...containers, ...agenda] },
  monitoring: { projects: ['core'], never: [...express, ...mongo, ...containers, ...agenda] },
  'payment-view': { projects: ['core'], never: ['*'] },
  http: { projects: ['core', 'monitoring'], never: [...mongo, ...containers, ...agenda] },
  wiring: { projects: joined, never: [...express, ...mongo, ...agenda] },
  // Goes to merchants: nothing of ours goes with it.
  client: { projects: [], never: [...express, ...mongo, ...containers, ...agenda] },
  testing: { projects: ['core', 'simulator-kit'], never: [...express, ...mongo, ...containers, ...agenda] },
  app: {
    projects: ['core', 'monitoring', 'payment-view', 'http', 'wiring'],
    never: [...mongo, ...containers, ...agenda],
  },
  tool: { projects: [...libs, 'tool'], never: [...containers, ...agenda] },
  e2e: { projects: [...libs, 'client', 'tool', 'testing', 'e2e'], never: [...containers, ...agenda] },
};
const inTests = { alsoProjects: ['testing', 'tool'], never: [] };

function boundaries({ alsoProjects = [], never, tags = Object.keys(mayImport) } = {}) {
  const depConstraints = tags.map((tag) => ({
    sourceTag: `type:${tag}`,
    onlyDependOnLibsWithTags: [...mayImport[tag].projects, ...alsoProjects].map((name) => `type:${name}`),
    bannedExternalImports: never ?? mayImport[tag].never,
  }));
  const options = {
    depConstraints,
    banTransitiveDependencies: true,
    checkDynamicDependenciesExceptions: ['.*'],
    // Core's specs use the fakes, which implement core's ports; no production file may import the fakes.
    ignoredCircularDependencies: [['@paycore/core', '@paycore/testing']],
  };
  return { '@nx/enforce-module-boundaries': ['error', options] };
}

const environment = {
  name: 'node:process',
  importNames: ['env'],
  message: 'The environment is read in libs/wiring/src/config.ts.',
};
const simulators = { regex: '^@paycore/gateway-[^/]+/simulator', message: 'Only apps/sandbox mounts simulators.' };
const profiles = {
  regex: '^@paycore/gateway-[^/]+/testing',
  message: 'What a gateway is like from outside is for tests alone.',
};
const documents = { regex: '^@paycore/gateway-[^/]+/docs', message: 'Only apps/api shows the documentation.' };
const docsFiles = { regex: '^\\.\\.?/docs/', message: 'What the adapter does needs no documentation.' };
const adapters = { regex: '^@paycore/gateway-(?!kit$)[^/]+$', message: 'Only libs/wiring makes adapters.' };
const platform = {
  regex: `^(node:|(${builtinModules.join('|')})(/|$))`,
  message: 'Core runs anywhere: what it needs of the platform is a port.',
};
const outsideDomain = { regex: '^\\.\\./', message: 'The domain knows nothing but the domain.' };
const outsidePorts = { regex: '^\\.\\./(?!domain/)', message: 'A port speaks in words of the domain.' };
const simulatorKit = { regex: '^@paycore/simulator-kit$', message: 'The kit is for simulators alone.' };
const simulatorFiles = { regex: '^\\.\\.?/simulator/', message: 'The adapter shares no code with its simulator.' };
const adapterTools = {
  regex: '^@paycore/(gateway-kit|safe-equal)$',
  message: 'The simulator shares no code with its adapter.',
};
const adapterFiles = { regex: '^\\.\\./', message: 'The simulator shares no code with its adapter.' };
const gatewayFiles = { regex: '^\\.\\./', message: 'A test that shares code with the gateway proves less.' };
const adapterFilesFromFolder = { ...adapterFiles, regex: '^\\.\\./\\.\\./' };

const restrictOnly = (...patterns) => ({ 'no-restricted-imports': ['error', { paths: [environment], patterns }] });
const restrict = (...patterns) => restrictOnly(profiles, documents, ...patterns);

const exportAll = { selector: 'ExportAllDeclaration', message: 'Name what the library exports.' };
const ownCompare = {
  selector: "Identifier[name='timingSafeEqual']",
  message: 'Texts are compared by @paycore/safe-equal.',
};

const partOfZod = {
  selector: "ImportDeclaration[source.value='zod'] > :not(ImportNamespaceSpecifier, Literal)",
  message: 'As `* as z`: bundles then hold only what is used of zod, and no language but English.',
};

const specs = ['**/*.spec.ts'];
const ownWords = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-empty': 'error',
  'no-console': 'error',
  'no-restricted-exports': [
    'error',
    { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: environment.message },
    { object: 'URL', property: 'canParse', message: "Node 20 reads Latin-1 wrongly there: use core's parseUrl." },
  ],
  'no-restricted-syntax': ['error', exportAll, ownCompare, partOfZod],
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const typed = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // Ports are built of closures, which may be taken apart.
  '@typescript-eslint/unbound-method': 'off',
  // A port may answer at once where another implementation waits.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
};

export default [
  { ignores: ['**/node_modules', '**/.venv', 'dist', '.paycore', '.nx', 'coverage', '**/fixtures', '**/template'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    files: ['**/*.{ts,js,mjs}'],
    plugins: { '@nx': nx },
    rules: { ...ownWords, ...boundaries(), ...restrict(simulators) },
  },

  { files: ['libs/core/src/**/*.ts'], rules: restrict(platform, simulators) },
  { files: ['libs/core/src/domain/*.ts'], rules: restrict(platform, outsideDomain) },
  { files: ['libs/core/src/ports/*.ts'], rules: restrict(platform, outsidePorts) },
  {
    files: ['libs/core/src/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-globals': ['error', 'Buffer', 'process', 'fetch', 'require'] },
  },
  { files: ['libs/gateways/*/src/**/*.ts'], rules: restrict(simulators, simulatorFiles, simulatorKit, docsFiles) },
  { files: ['libs/gateways/*/src/docs/*.ts'], rules: restrict(simulators, simulatorFiles, simulatorKit) },
  { files: ['libs/gateways/*/src/simulator/*.ts'], rules: restrict(simulators, adapterTools, adapterFiles) },
  {
    files: ['libs/gateways/*/src/simulator/*/*.ts'],
    rules: restrict(simulators, adapterTools, adapterFilesFromFolder),
  },
  {
    files: ['libs/gateways/*/src/testing/*.ts'],
    rules: { ...boundaries({ ...inTests, tags: ['gateway'] }), ...restrict(simulators, adapterTools, gatewayFiles) },
  },
  { files: ['tools/e2e/**/*.ts'], rules: restrictOnly(simulators) },

  {
    files: ['apps/scheduler/src/**/*.ts'],
    rules: boundaries({ never: [...containers, 'mongoose', 'mongoose/**'] }),
  },
  {
    files: ['apps/api/src/**/*.ts'],
    rules: {
      ...boundaries({ alsoProjects: ['gateway', 'gateway-kit'], tags: ['app'] }),
      ...restrictOnly(profiles, simulators, adapters),
    },
  },
  {
    files: ['apps/sandbox/src/**/*.ts'],
    rules: { ...boundaries({ alsoProjects: ['gateway', 'simulator-kit'], tags: ['app'] }), ...restrict(adapters) },
  },

  {
    files: ['libs/wiring/src/config.ts', 'apps/*/src/run.ts', 'libs/testing/src/browser.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['tools/**', 'docker/**', 'libs/client/*.mjs', '*.js'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  { files: ['libs/safe-equal/src/*.ts'], rules: { 'no-restricted-syntax': ['error', exportAll] } },
  // Installed from a lockfile of their own, which the project graph does not know.
  { files: ['tools/outsiders/clients/**'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  { files: ['**/*.config.js', 'jest.preset.js'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: specs,
    rules: {
      ...boundaries(inTests),
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    // Holds what is shown to its schema.
    files: ['libs/http/src/**/*.spec.ts'],
    rules: boundaries({ ...inTests, alsoProjects: [...inTests.alsoProjects, 'payment-view'], tags: ['http'] }),
  },
  {
    files: ['apps/sandbox/src/**/*.spec.ts'],
    rules: boundaries({ ...inTests, alsoProjects: [...inTests.alsoProjects, 'simulator-kit'], tags: ['app'] }),
  },
  prettier,
];
