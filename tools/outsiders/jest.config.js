export default { preset: '../../jest.preset.js', modulePathIgnorePatterns: ['<rootDir>/clients'] };
