import type {
  CancelOwnPayment,
  Clock,
  CreateLink,
  CreatePayment,
  FindLogo,
  Gateways,
  GetPayment,
  Links,
  ListPayments,
  Log,
  ManageGateways,
  ManageMethods,
  ManagePage,
  OfferMethods,
  OpenPayPage,
  PressButton,
  ProjectStore,
  ReadBalance,
  ReceiveReturn,
  SummarizeHome,
  SyncPayment,
  UrlRefusalOf,
} from '@paycore/core';
import { KeyGuard, shell, type TrustProxy } from '@paycore/http';
import type { AppMetrics } from '@paycore/monitoring';
import type { DemoAccess } from '@paycore/wiring';
import type { Express, RequestHandler } from 'express';
import { assetRoutes } from './assets.ts';
import { requireKey, requireManagementKey } from './auth.ts';
import type { Hosts } from './docs/hosts.ts';
import { docsRoutes } from './docs/routes.ts';
import { gatewayTitle } from './pages/gateway-titles.ts';
import { gatewayRoutes } from './routes/gateways.ts';
import { homeRoutes } from './routes/home.ts';
import { manageGatewayRoutes } from './routes/manage-gateways.ts';
import { logoRoutes } from './routes/logos.ts';
import { manageMethodRoutes } from './routes/manage-methods.ts';
import { managePageRoutes } from './routes/manage-page.ts';
import { linkRoutes } from './routes/link.ts';
import { pageAddresses } from './routes/page-addresses.ts';
import { payRoutes } from './routes/pay.ts';
import { payerRoutes } from './routes/payer.ts';
import { paymentRoutes } from './routes/payments.ts';
import { returnRoutes } from './routes/returns.ts';

/** What the API needs of the rest. */
export interface ApiServices {
  readonly projects: Pick<ProjectStore, 'authenticate'>;
  readonly gateways: Gateways;
  readonly createPayment: Pick<CreatePayment, 'execute' | 'hasAccount'>;
  readonly createLink: Pick<CreateLink, 'execute'>;
  readonly offerMethods: Pick<OfferMethods, 'execute'>;
  readonly getPayment: Pick<GetPayment, 'execute'>;
  readonly syncPayment: Pick<SyncPayment, 'execute'>;
  readonly cancelOwnPayment: Pick<CancelOwnPayment, 'execute'>;
  readonly listPayments: Pick<ListPayments, 'execute'>;
  readonly summarizeHome: Pick<SummarizeHome, 'execute'>;
  readonly openPayPage: Pick<OpenPayPage, 'execute' | 'marks' | 'returned'>;
  readonly pressButton: Pick<PressButton, 'execute'>;
  readonly manageGateways: Pick<ManageGateways, 'list' | 'store' | 'remove' | 'verify'>;
  readonly manageMethods: Pick<ManageMethods, 'read' | 'replace'>;
  readonly managePage: Pick<ManagePage, 'read' | 'replace' | 'putLogo' | 'removeLogo'>;
  readonly findLogo: Pick<FindLogo, 'execute'>;
  readonly readBalance: Pick<ReadBalance, 'execute'>;
  readonly receiveReturn: Pick<ReceiveReturn, 'execute'>;
  readonly links: Pick<Links, 'page' | 'logo'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly urlRefusal: UrlRefusalOf;
  readonly log: Log;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  readonly trustProxy?: TrustProxy;
  /** Named in the documentation. */
  readonly config?: Hosts;
  /** Where the sandbox stands; only in the demo. */
  readonly sandboxUrl?: string;
  /** What the documentation may fill into its samples; only in the demo. */
  readonly demoAccess?: () => Promise<DemoAccess | undefined>;
}

/** A merchant mistypes a key now and then; a guesser does not stop. */
const failedKeys = { windowSeconds: 60, maxFailures: 30 };

/** In any case of letters, as express takes it. */
const merchantPath = /^\/api\/paycore(?:\/|$)/i;

/**
 * Payments' answers hold their pages' tokens beside numbers that others chose: no proxy is to compress them either. Not mounted at
 * the path: express then rewrites and parses the URL twice.
 */
const notRepacked: RequestHandler = function notRepacked(req, res, next) {
  if (merchantPath.test(req.path)) res.setHeader('Cache-Control', 'no-store, no-transform');
  next();
};

/** The merchant API and the payer's page. */
export function apiApp(services: ApiServices): Express {
  return shell({
    name: 'api',
    ...services,
    routes: (app) => {
      app.use(notRepacked);
      const keys = new KeyGuard({ ...failedKeys, lookUp: (key) => services.projects.authenticate(key) });
      const withKey = requireKey(keys);
      linkRoutes(app, withKey, services);
      payRoutes(app, withKey, services);
      paymentRoutes(app, withKey, services);
      gatewayRoutes(app, withKey, services);
      homeRoutes(app, withKey, services);
      const withManagementKey = requireManagementKey(keys);
      manageGatewayRoutes(app, withManagementKey, services);
      manageMethodRoutes(app, withManagementKey, services);
      managePageRoutes(app, withManagementKey, services);
      logoRoutes(app, services);
      pageAddresses(app);
      payerRoutes(app, { ...services, gatewayTitle });
      returnRoutes(app, services);
      docsRoutes(app, services);
      assetRoutes(app, services.gateways.all());
    },
  });
}
