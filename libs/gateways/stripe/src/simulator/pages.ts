import { Hono } from 'hono';
import type { Events } from './events.ts';
import type { Ledger } from './ledger.ts';

export function pages(_desk: { ledger: Ledger; events: Events; baseUrl: string }): Hono {
  return new Hono();
}
