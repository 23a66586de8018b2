import type { Connection, mongo } from 'mongoose';
import type { Environment } from '@paycore/core';
import { refusedIndex } from '../guard.ts';
import { orderKeyOf } from '../order-key.ts';
import { macOf } from '../payment-mac.ts';
import type { PaymentReader } from '../payment-reader.ts';
import type { PaymentDocument } from '../payment-schema.ts';
import type { Sealing } from '../payment-seal.ts';

/** Payments of orders that differ by the blanks around their numbers alone, and that hold the same place. */
export interface Collision {
  readonly project: string;
  readonly environment: Environment;
  /** As stored, with their blanks. */
  readonly merchant_order_nos: readonly string[];
  readonly payment_nos: readonly string[];
  /** For the operator. */
  readonly what_to_do: string;
}

const places = ['orderKey', 'paidKey'] as const;

type Row = PaymentDocument;

/** What `String.trim` takes away; MongoDB's own `\s` knows less, and no `\u` escapes. */
const blank = '[\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]';

const numberOf = ({ request }: Row): string => request.merchantOrderNo;

const trimmedKeyOf = ({ project, environment, request }: Row): string =>
  orderKeyOf({ project, environment, merchantOrderNo: request.merchantOrderNo.trim() });

/**
 * Takes away the blanks around the orders' numbers, for creates come without them. Where two orders would become one with two
 * payments in the same place, both stay as they are and are listed.
 */
export class TrimOrders {
  constructor(
    private readonly connection: Connection,
    private readonly sealing: Sealing,
    private readonly reader: PaymentReader,
  ) {}

  async execute(): Promise<{ trimmed: number; collisions: readonly Collision[] }> {
    let trimmed = 0;
    const collisions: Collision[] = [];
    for (const [key, untrimmed] of groups(await this.untrimmed(), trimmedKeyOf)) {
      const holders = { $or: places.map((place) => ({ [place]: key })) };
      const plain = await this.payments.find(holders).toArray();
      const order = [...untrimmed, ...plain];
      const clashing = order.filter((row) => order.some((other) => isSamePlace(row, other)));
      if (clashing.length > 0) collisions.push(collisionOf(clashing));
      for (const [number, rows] of groups(untrimmed, numberOf)) {
        const isClashing = clashing.some((row) => numberOf(row) === number);
        if (!isClashing && !rows.some(isBeingCreated)) trimmed += await this.trim(rows);
      }
    }
    return { trimmed, collisions };
  }

  private untrimmed(): Promise<Row[]> {
    const filter = { 'request.merchantOrderNo': { $regex: `^${blank}|${blank}$` } };
    return this.payments.find(filter).toArray();
  }

  private async trim(rows: readonly Row[]): Promise<number> {
    let count = 0;
    for (const row of rows) {
      // What is broken must not be made good by a new mac.
      const [payment] = this.reader.readable([row]);
      if (!payment) continue;
      const key = trimmedKeyOf(row);
      const held = places.filter((place) => row[place] !== undefined);
      const merchantOrderNo = numberOf(row).trim();
      const set = {
        'request.merchantOrderNo': merchantOrderNo,
        ...Object.fromEntries(held.map((place) => [place, key])),
        mac: macOf({ ...payment, request: { ...payment.request, merchantOrderNo } }, this.sealing.macs),
      };
      const filter = { _id: row._id, version: row.version };
      try {
        const { matchedCount } = await this.payments.updateOne(filter, { $set: set, $inc: { version: 1 } });
        count += matchedCount;
      } catch (error) {
        // Somebody took the place since; the next run lists the two.
        if (refusedIndex(error) === undefined) throw error;
      }
    }
    return count;
  }

  private get payments(): mongo.Collection<Row> {
    return this.connection.collection<Row>('payments');
  }
}

/** Its gateway would take the same create with another number for another one. */
const isBeingCreated = ({ creatingUntil }: Row): boolean => creatingUntil !== undefined;

const isSamePlace = (row: Row, other: Row): boolean =>
  numberOf(row) !== numberOf(other) && places.some((place) => row[place] !== undefined && other[place] !== undefined);

function collisionOf(rows: readonly Row[]): Collision {
  const [first] = rows;
  if (!first) throw new Error('Nothing collides with nothing.');
  const { project, environment } = first;
  return {
    ...{ project, environment },
    merchant_order_nos: [...new Set(rows.map(numberOf))],
    payment_nos: rows.map(({ _id }) => _id),
    what_to_do: rows.every(({ status }) => status === 'paid')
      ? 'All are paid, and they stay orders of their own. If the shop meant one order, give the other money back at its gateway.'
      : 'They stay orders of their own. Ask the shop which it wants, close the other with `paycore payment cancel <payment_no>`, then run `paycore migrate` again.',
  };
}

function groups(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return found;
}
