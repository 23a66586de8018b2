import type { mongo } from 'mongoose';
import { guarded } from './guard.ts';
import type { PaymentDocument } from './payment-schema.ts';

/** How many payments are wanted of each project, and of all together. */
export interface Shares {
  readonly perProject: number;
  readonly inAll: number;
}

/**
 * The newest payments of each project that match, so that no project hides another's behind its own. Walks along an index that
 * ends with project and createdAt: one read a project, and one in all where there is only one.
 */
export async function newestPerProject(
  payments: mongo.Collection<PaymentDocument>,
  filter: mongo.Filter<PaymentDocument>,
  { perProject, inAll }: Shares,
): Promise<PaymentDocument[]> {
  const found: PaymentDocument[] = [];
  for (let project = ''; found.length < inAll;) {
    const next = await guarded(() =>
      payments
        .find({ ...filter, project: { $gt: project } })
        .sort({ project: 1, createdAt: -1 })
        .limit(perProject)
        .toArray(),
    );
    if (next.length < perProject) return [...found, ...next].slice(0, inAll);
    project = next[0]?.project ?? '';
    found.push(...next.filter((one) => one.project === project));
  }
  return found.slice(0, inAll);
}
