import type { LogoReference } from './shop.ts';

/** What an image's own bytes say of it; sizes in pixels. */
export type StillImage = Pick<LogoReference, 'type' | 'width' | 'height'>;

type Size = Pick<StillImage, 'width' | 'height'>;

/** Undefined for what is not one whole PNG or WebP image: cut off, followed by anything else, or moving. */
export function readImage(bytes: Uint8Array): StillImage | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const png = pngSize(view);
  if (png) return { type: 'image/png', ...png };
  const webp = webpSize(view);
  return webp && { type: 'image/webp', ...webp };
}

interface Chunk {
  readonly name: string;
  /** Of its content. */
  readonly start: number;
  readonly length: number;
}

const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(at + index)));

/** www.w3.org/TR/png-3, sections 5.2 and 5.3. */
const pngSignature = [0x89504e47, 0x0d0a1a0a] as const;
const pngRoles = { header: 'IHDR', data: 'IDAT', end: 'IEND', animation: 'acTL' };

function pngSize(view: DataView): Size | undefined {
  if (view.byteLength < 8 || !pngSignature.every((word, index) => view.getUint32(index * 4) === word)) return undefined;
  const chunks = chunksOf(view, 8, (at) => {
    return { name: nameAt(view, at + 4), start: at + 8, length: view.getUint32(at), after: 4 };
  });
  const names = chunks?.map(({ name }) => name) ?? [];
  const [header] = chunks ?? [];
  const isWhole = names.indexOf(pngRoles.end) === names.length - 1 && names.includes(pngRoles.data);
  if (header?.name !== pngRoles.header || header.length !== 13 || !isWhole || names.includes(pngRoles.animation)) {
    return undefined;
  }
  return { width: view.getUint32(header.start), height: view.getUint32(header.start + 4) };
}

/** RFC 9649, section 2. */
function webpSize(view: DataView): Size | undefined {
  if (view.byteLength < 12 || nameAt(view, 0) !== 'RIFF' || nameAt(view, 8) !== 'WEBP') return undefined;
  if (view.getUint32(4, true) + 8 !== view.byteLength) return undefined;
  const chunks = chunksOf(view, 12, (at) => {
    const length = view.getUint32(at + 4, true);
    return { name: nameAt(view, at), start: at + 8, length, after: length % 2 };
  });
  const [first] = chunks ?? [];
  const [frame, ...more] = chunks?.filter(({ name }) => name === 'VP8 ' || name === 'VP8L') ?? [];
  if (!first || !frame || more.length > 0) return undefined;
  const size = frame.name === 'VP8L' ? losslessSize(view, frame) : lossySize(view, frame);
  if (first === frame) return size;
  const canvas = canvasSize(view, first);
  return size && canvas && size.width === canvas.width && size.height === canvas.height ? size : undefined;
}

/** The canvas of the extended format, in 24 bits each. */
function canvasSize(view: DataView, { name, start, length }: Chunk): Size | undefined {
  if (name !== 'VP8X' || length < 10) return undefined;
  const [width, height] = [view.getUint32(start + 3, true) >>> 8, view.getUint32(start + 6, true) >>> 8];
  return { width: width + 1, height: height + 1 };
}

/** RFC 6386, section 9.1: three bytes of frame tag, a start code, then 14 bits each. */
function lossySize(view: DataView, { start, length }: Chunk): Size | undefined {
  if (length < 10 || view.getUint8(start) & 1 || view.getUint32(start + 2) % 0x1000000 !== 0x9d012a) return undefined;
  return { width: view.getUint16(start + 6, true) & 0x3fff, height: view.getUint16(start + 8, true) & 0x3fff };
}

/** RFC 9649, section 3.4: a signature, then 14 bits each, less one. */
function losslessSize(view: DataView, { start, length }: Chunk): Size | undefined {
  if (length < 5 || view.getUint8(start) !== 0x2f) return undefined;
  const bits = view.getUint32(start + 1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** All chunks up to the very end; undefined where they do not come out there. `after`: bytes behind the content. */
function chunksOf(view: DataView, from: number, read: (at: number) => Chunk & { after: number }): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = from;
  while (at + 8 <= view.byteLength) {
    const chunk = read(at);
    chunks.push(chunk);
    at = chunk.start + chunk.length + chunk.after;
  }
  return at === view.byteLength ? chunks : undefined;
}
