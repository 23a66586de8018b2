import { html, raw } from 'hono/html';
import { encode } from 'uqr';
import type { Html } from './piece.ts';

/** Modules that ISO/IEC 18004 wants left blank on each side. */
const quietZone = 4;

/** A QR code of the text, black on what it stands on; the style sheet sizes it. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'L', border: quietZone });
  const paths = data.flatMap((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`));
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}">
    <path d="${raw(paths.join(''))}" />
  </svg>`;
}

/** Where black modules begin in a row, and how many follow one another. */
function runs(row: readonly boolean[]): (readonly [x: number, width: number])[] {
  const ends = row.flatMap((isBlack, x) => (isBlack && row[x + 1] !== true ? [x] : []));
  return ends.map((end) => {
    const start = row.lastIndexOf(false, end) + 1;
    return [start, end - start + 1] as const;
  });
}
