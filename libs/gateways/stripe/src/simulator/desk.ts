import { Hono } from 'hono';
import { byServer, type Desk } from './desk/access.ts';
import { answer } from './desk/answer.ts';
import { balanceJson } from './desk/balance.ts';
import { intents } from './desk/intents.ts';
import { moneyBack } from './desk/money-back.ts';
import { Refusal } from './desk/refusal.ts';
import type { Replays } from './desk/replays.ts';

/** What stands under /v1. */
export function endpoints(desk: Desk, replays: Replays): Hono {
  const app = new Hono();
  app.use('*', replays.middleware);
  app.route('/payment_intents', intents(desk));
  app.route('/', moneyBack(desk));
  app.get('/balance', (c) => answer(c, balanceJson(byServer(c, {}))));
  app.all('*', (c) => {
    const message = `Unrecognized request URL (${c.req.method}: ${new URL(c.req.url).pathname}).`;
    return answer(c, new Refusal(404, 'invalid_request_error', message).toJson(), 404);
  });
  app.onError((error, c) => {
    if (error instanceof Refusal) return answer(c, error.toJson(), error.status);
    throw error;
  });
  return app;
}
