import { ensureInstalled, run } from './install.mjs';

ensureInstalled();
const [program, ...args] = process.argv.slice(2);
await run(program, args);
