import preset from './jest.preset.js';

/** All specs in one run, for paths by hand and for watching; Nx runs each project by its own jest.config.js. */
export default {
  ...preset,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.paycore', '<rootDir>/tools/outsiders/clients'],
  // One more than the processors that CI has: end-to-end specs wait more than they work.
  maxWorkers: 3,
};
