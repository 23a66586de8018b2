import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

const workspaceRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
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
  it.each(['api', 'webhooks', 'scheduler'])(
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
