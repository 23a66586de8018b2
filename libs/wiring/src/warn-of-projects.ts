import type { Log, Project } from '@paycore/core';

/** A line must stay one that a person reads. */
const maxNamed = 20;
const maxNameLength = 60;

/** Says at start which projects have a setting that makes them less safe. */
export function warnOfProjects(log: Pick<Log, 'warn'>, projects: readonly Project[]): void {
  for (const { id, allowsUnsigned } of projects) {
    if (allowsUnsigned) log.warn('Project accepts unsigned callbacks', { project: id });
  }
  const plain = projects.filter(({ allowsHttpNotices }) => allowsHttpNotices);
  if (plain.length === 0) return;
  // One line for all: projects of an earlier version all have the setting until their operator turns it off.
  log.warn('Projects take a payok_url over http for production payments', {
    count: plain.length,
    projects: plain.slice(0, maxNamed).map(({ id, name }) => `${id} (${name.slice(0, maxNameLength)})`),
    advice: 'paycore project allow-http-notices off <project>',
  });
}
