import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.ts';
import { bundle } from './bundle.ts';

const others = readdirSync(join(workspaceRoot, 'apps')).filter((app) => app !== 'sandbox');
const isSimulator = (file: string): boolean => /^libs\/gateways\/[^/]+\/src\/simulator\//.test(file);
const isSandbox = (file: string): boolean => file.startsWith('apps/sandbox/');

async function simulatorsIn(app: string): Promise<string[]> {
  const { outputs } = await bundle({ workspaceRoot, projectRoot: `apps/${app}` });
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  expect(files).toContain(`apps/${app}/src/main.ts`);
  return files.filter((file) => isSimulator(file) || (app !== 'sandbox' && isSandbox(file)));
}

/** ms, on a machine with much else to do. */
const slow = 60_000;

describe('bundle', () => {
  it.each(others)(
    'of %s holds no simulator',
    async (app) => {
      expect(await simulatorsIn(app)).toEqual([]);
    },
    slow,
  );

  it(
    'of the sandbox holds them',
    async () => {
      expect(await simulatorsIn('sandbox')).not.toEqual([]);
    },
    slow,
  );
});
