/** ES modules in Jest need `NODE_OPTIONS=--experimental-vm-modules` (set by tools/dev/test.mjs); inversify and agenda ship no CommonJS. */
const isQuick = process.env.PAYCORE_QUICK === 'true';

/** What `npm run test:quick` leaves out: what drives a browser, lints, compiles or bundles, kills a database, or delivers hundreds of notices. */
export const slowSpecs = ['browser', 'boundaries', 'generator', 'bundle', 'embedded-crash', 'fairness'].map(
  (name) => `[/-]${name}\\.spec\\.ts$`,
);

export default {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(isQuick ? slowSpecs : [])],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  // Far above what a test takes: only one that hangs should meet it, also on a machine with much else to do.
  testTimeout: 90_000,
  // A spec that failed may leave a browser or a server open; where nobody looks on, the run has to end all the same.
  forceExit: process.env.CI !== undefined,
};
