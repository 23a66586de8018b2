import { Hono } from 'hono';
import { chargeIdOf, chargeJson, disputeJson, listJson, refundJson, refundsOf } from '../charge.ts';
import type { Account } from '../accounts.ts';
import type { Intent, Ledger } from '../orders.ts';
import { byServer, type Desk } from './access.ts';
import { answer, expansions } from './answer.ts';
import { queryOf, readForm, type Fields } from './form.ts';
import { findRefund, isCharged, namedIntent, refund } from './refunds.ts';
import { noSuch } from './refusal.ts';

const charged = (account: Account, ledger: Ledger): readonly Intent[] =>
  ledger.newestFirst().filter((intent) => intent.publishableKey === account.publishableKey && isCharged(intent));

/** Those that `payment_intent` or `charge` names, else all of the account. */
function listed(fields: Fields, account: Account, ledger: Ledger): readonly Intent[] {
  const named = namedIntent(fields, account, ledger);
  return charged(account, ledger).filter(({ id }) => named === undefined || id === named.id);
}

const chargeOf = (intent: Intent, fields: Fields) =>
  chargeJson(intent, expansions(fields, ['refunds', 'payment_intent']).has('refunds'));

const disputesOf = (intent: Intent) => (intent.dispute ? [disputeJson(intent, intent.dispute)] : []);

function found<T>(value: T | undefined, object: string, id: string): T {
  if (value === undefined) throw noSuch(object, id, object);
  return value;
}

/** Charges, refunds and disputes, as far as a client needs them to give money back and to see that it went. */
export function moneyBack(desk: Desk): Hono {
  const app = new Hono();
  const { ledger } = desk;
  app.post('/refunds', async (c) => {
    const fields = readForm(await c.req.text());
    const { intent, made } = refund(fields, byServer(c, fields), desk);
    return answer(c, refundJson(intent, made));
  });
  app.get('/refunds', (c) => {
    const intents = listed(queryOf(c.req.url), byServer(c, {}), ledger);
    const refunds = intents.flatMap((intent) => refundsOf(intent).map((each) => refundJson(intent, each)));
    return answer(c, listJson('/v1/refunds', refunds));
  });
  app.get('/refunds/:id', (c) => {
    const { intent, made } = findRefund(c.req.param('id'), byServer(c, {}), ledger);
    return answer(c, refundJson(intent, made));
  });
  app.get('/charges', (c) => {
    const fields = queryOf(c.req.url);
    const intents = listed(fields, byServer(c, {}), ledger);
    return answer(
      c,
      listJson(
        '/v1/charges',
        intents.map((intent) => chargeJson(intent)),
      ),
    );
  });
  app.get('/charges/:id', (c) => {
    const id = c.req.param('id');
    const intent = charged(byServer(c, {}), ledger).find((each) => chargeIdOf(each) === id);
    return answer(c, chargeOf(found(intent, 'charge', id), queryOf(c.req.url)));
  });
  app.get('/disputes', (c) => {
    const intents = listed(queryOf(c.req.url), byServer(c, {}), ledger);
    return answer(c, listJson('/v1/disputes', intents.flatMap(disputesOf)));
  });
  app.get('/disputes/:id', (c) => {
    const id = c.req.param('id');
    const disputes = charged(byServer(c, {}), ledger).flatMap(disputesOf);
    return answer(
      c,
      found(
        disputes.find((each) => each.id === id),
        'dispute',
        id,
      ),
    );
  });
  return app;
}
