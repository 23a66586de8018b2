import { existsSync, readdirSync, watch } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Demo } from './start-demo.ts';
import type { Say } from './output.ts';

const SETTLE_MS = 200;

/** Restarts the app whose source changed; all of them where a library changed. Specs change nothing. */
export function watchSources(root: string, { processes }: Demo, say: Say): void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const restart = (): void => {
    const running = Object.values(processes).filter(({ pid }) => pid > 0);
    const names = affected(
      [...changed],
      running.map(({ name }) => name),
    );
    changed.clear();
    if (names.length === 0) return;
    say(`Restarting ${names.join(', ')} …`);
    const apps = running.filter(({ name }) => names.includes(name));
    Promise.all(apps.map((app) => app.restart())).then(
      () => say('Ready again.'),
      (error: unknown) => say(`${error instanceof Error ? error.message : String(error)}\nWaiting for a change.`),
    );
  };
  for (const folder of sourceFolders(root)) {
    watch(folder, { recursive: true }, (_event, file) => {
      if (file === null || file.endsWith('.spec.ts') || file.endsWith('~')) return;
      changed.add(relative(root, join(folder, file)));
      clearTimeout(timer);
      timer = setTimeout(restart, SETTLE_MS);
    });
  }
}

/** `paths` from the workspace's root. */
export function affected(paths: readonly string[], apps: readonly string[]): readonly string[] {
  const owners = paths.map((path) => path.split(sep)).map(([top, name = '']) => (top === 'apps' ? name : ''));
  return owners.includes('') ? apps : apps.filter((app) => owners.includes(app));
}

function sourceFolders(root: string): string[] {
  const packages = ['apps', 'libs', join('libs', 'gateways')].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'src')),
  );
  return packages.filter((folder) => existsSync(folder));
}
