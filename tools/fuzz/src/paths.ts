import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url));
export const toolRoot = fileURLToPath(new URL('..', import.meta.url));
export const reportFolder = join(workspaceRoot, 'dist', 'fuzz');
