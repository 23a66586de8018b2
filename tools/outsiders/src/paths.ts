import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const toolRoot = join(dirname(fileURLToPath(import.meta.url)), '..');
export const clientsRoot = join(toolRoot, 'clients');
