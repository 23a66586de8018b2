import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

type Encoding = 'br' | 'gzip';

/** Bytes. What fits into one packet anyway is not worth the work. */
const worthwhile = 1_000;

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

interface Effort {
  readonly br: number;
  readonly gzip: number;
}

/** For each answer anew: brotli's fourth step is as quick as gzip's sixth, and packs better. */
const quick: Effort = { br: 4, gzip: 6 };
/** Once for all answers. */
const thorough: Effort = { br: 9, gzip: 9 };

const pack = (body: Buffer, encoding: Encoding, effort: Effort): Promise<Buffer> =>
  encoding === 'br'
    ? brotli(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: effort.br, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      })
    : deflate(body, { level: effort.gzip });

/** Browsers list gzip first and mean no preference by it. */
const encodingFor = (req: Request): Encoding | undefined =>
  (['br', 'gzip'] as const).find((encoding) => req.acceptsEncodings(encoding) === encoding);

/**
 * Sends the text in the smallest form that the caller reads. The length of a compressed body tells what repeats in it:
 * nothing that holds a secret beside words that somebody else may choose goes this way (docs/adr/0016-compression.md).
 */
export async function sendPacked(req: Request, res: Response, text: string | Buffer): Promise<void> {
  const body = Buffer.from(text);
  res.vary('Accept-Encoding');
  const encoding = body.length < worthwhile ? undefined : encodingFor(req);
  if (encoding === undefined) return void res.send(body);
  const packed = await pack(body, encoding, quick);
  res.set('Content-Encoding', encoding).send(packed);
}

/** Sends a text that is the same for all who ask: packed once, and not sent again to those who hold it. */
export function keptPacked(text: string | Buffer): (req: Request, res: Response) => Promise<void> {
  const body = Buffer.from(text);
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  const packed = new Map<Encoding, Promise<Buffer>>();
  const packedBy = (encoding: Encoding) => {
    const made = packed.get(encoding) ?? pack(body, encoding, thorough);
    packed.set(encoding, made);
    return made;
  };
  return async (req, res) => {
    res.vary('Accept-Encoding');
    const encoding = body.length < worthwhile ? undefined : encodingFor(req);
    // The tag names the bytes, which differ by encoding.
    res.set('ETag', `"${digest}${encoding === undefined ? '' : `-${encoding}`}"`);
    if (encoding === undefined) return void res.send(body);
    res.set('Content-Encoding', encoding).send(await packedBy(encoding));
  };
}
