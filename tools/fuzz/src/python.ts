import { join } from 'node:path';
import { pythonPackages } from '@paycore/dev';
import { toolRoot } from './paths.ts';

/** The Python with Schemathesis in it. Throws what to do where there is none. */
export const preparePython = (say: (line: string) => void): string =>
  join(pythonPackages({ name: 'schemathesis', list: join(toolRoot, 'requirements.txt'), say }), 'python');
