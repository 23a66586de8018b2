import type { mongo } from 'mongoose';
import type { DueExcept, DueWork, Environment } from '@paycore/core';
import type { PaymentDocument } from './payment-schema.ts';

export const dueField = {
  create: 'creatingUntil',
  close: 'closesAt',
  ask: 'asksAt',
  notice: 'notice.nextAt',
  tidy: 'tidyAt',
} as const satisfies Record<DueWork, string>;

/** Payments with work of whatever kind that is due by then: each branch walks its own index. */
export const anyDueFilter = (at: Date): mongo.Filter<PaymentDocument> => ({
  $or: Object.values(dueField).map((field) => ({ [field]: { $lte: at } })),
});

const environments = ['test', 'production'] as const satisfies readonly Environment[];

/** Of projects with receivers that are left out: each branch walks along what is due. Others are told by their documents. */
const maxBranches = 20;

/** Payments with such work that is due by then. */
export function dueFilter(work: DueWork, at: Date, except: DueExcept): mongo.Filter<PaymentDocument> {
  const { hosts = [], sides = [], receivers = [] } = except;
  const due = { [dueField[work]]: { $lte: at } };
  if (sides.length === 0 && receivers.length === 0) return { ...due, ...hostNotIn(hosts) };
  const hostsOf = (project: string) => receivers.filter((each) => each.project === project).map(({ host }) => host);
  const known = [...new Set(receivers.map(({ project }) => project))].slice(0, maxBranches);
  const rest = receivers.filter(({ project }) => !known.includes(project));
  const noneOf = rest.length > 0 && { $nor: rest.map(({ project, host }) => ({ project, 'notice.host': host })) };
  // Each branch is within bounds of the index: the planner finds none for the negation of a pair.
  return {
    $or: environments.flatMap((environment) => {
      const full = sides.filter((side) => side.environment === environment);
      const fullProjects = full.map(({ project }) => project);
      const all = { ...due, environment };
      return [
        { ...all, project: { $nin: [...fullProjects, ...known] }, ...hostNotIn(hosts), ...noneOf },
        ...known
          .filter((project) => !fullProjects.includes(project))
          .map((project) => ({ ...all, project, ...hostNotIn([...hosts, ...hostsOf(project)]) })),
        ...full.flatMap(({ project, butHosts = [] }) => {
          const others = [...hosts, ...hostsOf(project)];
          const open = butHosts.filter((host) => !others.includes(host));
          return open.length > 0 ? [{ ...all, project, 'notice.host': { $in: open } }] : [];
        }),
      ];
    }),
  };
}

const hostNotIn = (hosts: readonly string[]) => hosts.length > 0 && { 'notice.host': { $nin: [...hosts] } };
