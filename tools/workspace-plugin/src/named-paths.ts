import { posix } from 'node:path';

/** A path that a document names. */
export interface NamedPath {
  readonly document: string;
  readonly path: string;
}

const topFolders = /^(?:apps|libs|tools|docs|docker|\.ci)\//;
const sourceFile = /^(?!\.)[\w.-]+(?:\/[\w.-]+)*\.(?:ts|mjs|js|java|xml)$/;

/** Relative links, and paths in backticks: from the root, or source files below the document's folder. */
export function namedPaths(document: string, text: string): NamedPath[] {
  const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, target = '']) => target);
  const relative = links.filter((target) => !/^[a-z]+:/.test(target));
  const quoted = [...text.matchAll(/`([\w./-]+)`/g)].map(([, path = '']) => path);
  return [
    ...relative.map((target) => posix.join(posix.dirname(document), target)),
    ...quoted.filter((path) => topFolders.test(path) || sourceFile.test(path)),
  ].map((path) => ({ document, path }));
}

/** Whether the path is among `files` and their folders; a bare source file may be anywhere below the document's folder. */
export function isThere({ document, path }: NamedPath, files: ReadonlySet<string>): boolean {
  const clean = path.replace(/\/$/, '');
  if (files.has(clean)) return true;
  if (topFolders.test(path) || !sourceFile.test(path)) return false;
  // Documents at the root and in docs/ speak of the whole repository.
  const folder = /^(?:docs\/|[^/]+$)/.test(document) ? '' : `${posix.dirname(document)}/`;
  return [...files].some((file) => file.startsWith(folder) && file.endsWith(`/${clean}`));
}
