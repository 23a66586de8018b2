import { IncomingMessage, ServerResponse, type RequestListener, type ServerOptions } from 'node:http';
import type { Express } from 'express';

type Makers = Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;

/**
 * The constructors with which Node makes an express app's requests and answers as what they are to be. Given Node's own, express
 * changes the prototype of each; V8 then keeps a hidden class for every single one of them, in which it looks up each member anew
 * by a call of its runtime: 150 times a create. Nothing for any other listener.
 */
export function bornAs(app: RequestListener): Makers {
  if (!isExpress(app)) return {};
  class AppRequest extends IncomingMessage {}
  class AppResponse<Of extends IncomingMessage = IncomingMessage> extends ServerResponse<Of> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  app.request = AppRequest.prototype as unknown as Express['request'];
  app.response = AppResponse.prototype as unknown as Express['response'];
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}

const isExpress = (app: RequestListener): app is RequestListener & Pick<Express, 'request' | 'response'> =>
  'request' in app && 'response' in app;
