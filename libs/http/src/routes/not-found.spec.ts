import { fakeLog } from '@paycore/testing';
import express, { type Express } from 'express';
import request from 'supertest';
import { errorHandler } from '../error-handler.ts';
import { refuseTheRest } from './not-found.ts';

function appOf(register: (app: Express) => void): Express {
  const app = express();
  register(app);
  refuseTheRest(app);
  app.use(errorHandler(fakeLog()));
  return app;
}

const orders = appOf((app) => {
  app.get('/orders', (_req, res) => void res.json({}));
  app.post('/orders', (_req, res) => void res.json({}));
});

it.each(['put', 'patch', 'delete', 'options'] as const)(
  'refuses %s where others are taken, and names those',
  async (verb) => {
    const answer = await request(orders)[verb]('/orders').expect(405);
    expect(answer.headers['allow']).toBe('GET, HEAD, POST');
    expect(answer.body).toMatchObject({ error: { error_code: 'METHOD_NOT_ALLOWED' } });
  },
);

it('leaves to the routes what they take, and knows no other address', async () => {
  await request(orders).get('/orders').expect(200);
  await request(orders).head('/orders').expect(200);
  await request(orders).get('/elsewhere').expect(404);
});

it('keeps one layer for each address, not one for each method that Node knows', () => {
  const layers = orders.router.stack.flatMap(({ route }) => route?.stack ?? []);
  expect(layers).toHaveLength(3);
});
