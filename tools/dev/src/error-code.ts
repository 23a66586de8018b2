/** Node's code of an error, such as `ENOENT`. Not by `instanceof`: a test's sandbox has an `Error` of its own. */
export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
