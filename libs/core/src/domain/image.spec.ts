import { anImage, type ImageName } from '@paycore/testing';
import fc from 'fast-check';
import { readImage } from './image.ts';

const still: [ImageName, string, number, number][] = [
  ['png', 'image/png', 64, 33],
  ['pngAlpha', 'image/png', 64, 33],
  ['pngDot', 'image/png', 1, 1],
  ['pngWide', 'image/png', 1025, 32],
  ['pngLargest', 'image/png', 1024, 1024],
  ['webpLossy', 'image/webp', 64, 33],
  ['webpLossless', 'image/webp', 64, 33],
  ['webpAlpha', 'image/webp', 64, 33],
  ['webpTall', 'image/webp', 32, 1025],
];

it.each(still)('reads type and size of %s', (name, type, width, height) => {
  expect(readImage(anImage(name))).toEqual({ type, width, height });
  // Also where it stands within other bytes.
  const around = new Uint8Array(2_000).fill(0xff);
  around.set(anImage(name), 7);
  expect(readImage(around.subarray(7, 7 + anImage(name).length))).toEqual({ type, width, height });
});

it.each(still)('knows %s cut off anywhere, or with anything behind it, for none', (name) => {
  const whole = anImage(name);
  for (let length = 0; length < whole.length; length += 1) expect(readImage(whole.subarray(0, length))).toBeUndefined();
  for (const more of ['x', 'xx', '<script>alert(1)</script>', '\0'.repeat(12)]) {
    expect(readImage(Uint8Array.from([...whole, ...Buffer.from(more)]))).toBeUndefined();
  }
});

it.each<ImageName>(['pngMoving', 'webpMoving', 'jpeg', 'gif'])('takes no %s', (name) => {
  expect(readImage(anImage(name))).toBeUndefined();
});

it.each(['', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'RIFF', '\x89PNG\r\n\x1a\n', 'GIF89a'])(
  'takes no %j',
  (text) => {
    expect(readImage(Buffer.from(text, 'latin1'))).toBeUndefined();
  },
);

it('believes no canvas that differs from its image', () => {
  const bytes = anImage('webpAlpha');
  bytes[24] = 31;
  expect(readImage(bytes)).toBeUndefined();
});

it('survives any bytes, and any damage to an image', () => {
  const damage = fc.tuple(fc.constantFrom(...still.map(([name]) => name)), fc.nat(), fc.nat(255));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), damage, (bytes, [name, place, byte]) => {
      expect(readImage(bytes)).toBeUndefined();
      const damaged = anImage(name);
      damaged[place % damaged.length] = byte;
      const read = readImage(damaged);
      if (read) expect(Object.keys(read)).toEqual(['type', 'width', 'height']);
    }),
    { numRuns: 1_000 },
  );
});
