import type { Metafile } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of which code stands in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says it; empty where it says nothing. */
  readonly license: string;
  /** Of the bundle. */
  readonly bytes: number;
}

/** The packages from npm of which code stands in a bundle, by name and version: what an SBOM lists may have been left out of it. */
export function packagesIn({ outputs }: Metafile, workspaceRoot: string): BundledPackage[] {
  const bytesIn = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))) {
    const folder = folderOf(file);
    if (folder !== undefined && bytesInOutput > 0) bytesIn.set(folder, (bytesIn.get(folder) ?? 0) + bytesInOutput);
  }
  const packages = [...bytesIn].map(([folder, bytes]) => ({ ...manifestIn(join(workspaceRoot, folder)), bytes }));
  return packages.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

const keyOf = ({ name, version }: BundledPackage) => `${name}@${version}`;

/** Of the innermost package that the file is of; undefined for our own files. */
const folderOf = (file: string) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type?: string };
  /** As npm had it before 2014. */
  readonly licenses?: readonly { readonly type?: string }[];
}

function manifestIn(folder: string): Omit<BundledPackage, 'bytes'> {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { name, version, license, licenses = [] } = JSON.parse(text) as Manifest;
  const named = typeof license === 'string' ? license : license?.type;
  return { name, version, license: named ?? licenses.map(({ type = '' }) => type).join(' OR ') };
}
