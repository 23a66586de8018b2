import type { Context } from 'hono';
import { token } from '../intent.ts';

export const answerHeaders = () => ({
  'content-type': 'application/json',
  'request-id': `req_${token(14)}`,
  'stripe-version': '2026-10-28.endive',
  // Stripe.js calls from the shop's page.
  'access-control-allow-origin': '*',
});

export const answer = (c: Context, body: object, status = 200): Response =>
  c.json(body, status as 200, answerHeaders());
