import type { Plan } from '../plan.ts';
import type { Child } from '../processes/child.ts';
import { rotated } from '../report/stats.ts';
import { cpuMicros, type Micros } from './targets.ts';

/** A whole product: it is asked for payments, and tells merchants once they are paid. */
export interface Product {
  readonly name: string;
  /** Before anything is measured: payments created, payments paid, then rounds that do not count. */
  readonly warmUp: { readonly creates: number; readonly told: number; readonly rounds: number };
  /** The process that answers creates, and the one that is told of money and tells merchants. */
  readonly creates: Metered;
  readonly tells: Metered;
  create(count: number, how: Pace): Promise<Batch>;
}

/** Each begins when the last one is done, or many are under way. */
export type Pace = 'one by one' | 'many';

export interface Metered {
  readonly child: Pick<Child, 'cpuMs' | 'rssMiB'>;
  /** Undefined where the database is not ours or works in the product's own process. */
  readonly databasePid: number | undefined;
}

/** Payments that were created. */
export interface Batch {
  /** ms that each answer took. */
  readonly times: readonly number[];
  /** Has the gateway say that all are paid; ms, of each, until its merchant was told. */
  pay(how: Pace): Promise<readonly number[]>;
}

export interface ProductFigures {
  readonly name: string;
  /** One value per round. */
  readonly create: Micros[];
  readonly told: Micros[];
  /** ms, one value per payment, one payment at a time. */
  readonly createMs: number[];
  readonly toldMs: number[];
  /** Of each of its processes, after the rounds. */
  readonly rssMiB: number[];
}

export interface Both<T> {
  readonly paycore: T;
  readonly other: T;
}

/** The two take turns, in the rounds and one by one. */
export async function productFigures(
  { paycore, other }: Both<Product>,
  plan: Plan['peers'],
  say: (line: string) => void,
): Promise<Both<ProductFigures>> {
  const figures = { paycore: none(paycore), other: none(other) };
  const both = [
    { product: paycore, its: figures.paycore },
    { product: other, its: figures.other },
  ];
  for (const { product } of both) await warmUp(product, plan);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const { product, its } of rotated(both, round)) await measureCpu(product, its, plan);
    say(`round ${round + 1} of ${plan.rounds}`);
  }
  for (const { product, its } of both) its.rssMiB.push(...(await memoryOf(product)));
  for (let slice = 0; slice < plan.slices; slice += 1) {
    for (const { product, its } of rotated(both, slice)) await measureTimes(product, its, plan);
  }
  return figures;
}

async function warmUp(product: Product, plan: Plan['peers']): Promise<void> {
  const { creates, told, rounds } = product.warmUp;
  await product.create(creates, 'many');
  await (await product.create(told, 'many')).pay('many');
  for (let round = 0; round < rounds; round += 1) await measureCpu(product, none(product), plan);
}

async function measureCpu(product: Product, its: ProductFigures, { creates, told }: Plan['peers']): Promise<void> {
  its.create.push(await cpuMicros(product.creates, creates, async () => void (await product.create(creates, 'many'))));
  const batch = await product.create(told, 'many');
  its.told.push(await cpuMicros(product.tells, told, async () => void (await batch.pay('many'))));
}

async function measureTimes({ create }: Product, its: ProductFigures, { alone }: Plan['peers']): Promise<void> {
  its.createMs.push(...(await create(alone.creates, 'one by one')).times);
  its.toldMs.push(...(await (await create(alone.told, 'many')).pay('one by one')));
}

const memoryOf = ({ creates, tells }: Product) =>
  Promise.all([...new Set([creates.child, tells.child])].map((child) => child.rssMiB()));

const none = ({ name }: Product): ProductFigures => ({
  name,
  create: [],
  told: [],
  createMs: [],
  toldMs: [],
  rssMiB: [],
});
