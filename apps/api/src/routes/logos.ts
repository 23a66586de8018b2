import type { FindLogo } from '@paycore/core';
import type { Express } from 'express';

export interface LogoServices {
  readonly findLogo: Pick<FindLogo, 'execute'>;
}

/** Shops' logos, by what they hold: what stands at an address never changes. */
export function logoRoutes(app: Express, { findLogo }: LogoServices): void {
  app.get('/logos/:hash', async (req, res) => {
    const { type, bytes } = await findLogo.execute(req.params.hash);
    res.set('Cache-Control', 'public, max-age=31536000, immutable');
    res.type(type).send(Buffer.from(bytes));
  });
}
