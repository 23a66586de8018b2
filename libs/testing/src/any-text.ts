import fc from 'fast-check';

/** Any text: ASCII, and any UTF-16 at all, lone surrogates too. Much quicker than fast-check's own Unicode units. */
export const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string(),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  );
