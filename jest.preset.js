/** ES modules in Jest need `NODE_OPTIONS=--experimental-vm-modules` (set by tools/dev/test.mjs); inversify and agenda ship no CommonJS. */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  // Far above what a test takes: only one that hangs should meet it, also on a machine with much else to do.
  testTimeout: 90_000,
};
