import type { Links, LogoReference, ManagePage, PageSettings } from '@paycore/core';
import { HttpError, jsonBody, rawBody, sendData } from '@paycore/http';
import type { Express, Request, RequestHandler } from 'express';
import { managedShop } from '../auth.ts';
import { readPage } from '../schemas/manage-page.ts';
import { readSide } from '../schemas/manage.ts';

export interface ManagePageServices {
  readonly managePage: Pick<ManagePage, 'read' | 'replace' | 'putLogo' | 'removeLogo'>;
  readonly links: Pick<Links, 'logo'>;
}

const path = '/api/paycore/manage/page';

/** How a project's payers see its shop. */
export function managePageRoutes(app: Express, withKey: RequestHandler, services: ManagePageServices): void {
  const { managePage, links } = services;
  const view = ({ logo, ...texts }: PageSettings) => ({
    ...textsView(texts),
    logo: logo ? { url: links.logo(logo.hash), type: logo.type, width: logo.width, height: logo.height } : null,
  });

  app.get(path, withKey, async (req, res) => {
    sendData(res, view(await managePage.read(managedShop(res, readSide(req.query)))), 'Page found');
  });

  app.put(path, withKey, jsonBody(), async (req, res) => {
    const { environment, texts } = readPage(req.body);
    sendData(res, view(await managePage.replace(managedShop(res, environment), texts)), 'Page stored');
  });

  app.put(`${path}/logo`, withKey, requireSide, requireImage, rawBody(), async (req, res) => {
    const shop = managedShop(res, readSide(req.query));
    sendData(res, view(await managePage.putLogo(shop, typeOf(req), req.body as Buffer)), 'Logo stored');
  });

  app.delete(`${path}/logo`, withKey, async (req, res) => {
    sendData(res, view(await managePage.removeLogo(managedShop(res, readSide(req.query)))), 'Logo removed');
  });
}

const textsView = (texts: Omit<PageSettings, 'logo'>) => ({
  shop_name: texts.shopName ?? null,
  accent_color: texts.accentColor ?? null,
  support_contact: texts.supportContact ?? null,
  default_locale: texts.defaultLocale ?? null,
  success_redirect_seconds: texts.successRedirectSeconds ?? null,
});

const requireSide: RequestHandler = (req, _res, next) => {
  readSide(req.query);
  next();
};

const requireImage: RequestHandler = (req, _res, next) => {
  typeOf(req);
  next();
};

/** Throws UNSUPPORTED_MEDIA_TYPE. */
function typeOf(req: Request): LogoReference['type'] {
  const type = (req.get('content-type') ?? '').toLowerCase();
  if (type === 'image/png' || type === 'image/webp') return type;
  throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The Content-Type must be image/png or image/webp.');
}
