import { ensureInstalled, run } from './install.mjs';

ensureInstalled();
// Jest needs this flag to load ES modules; warnings about it being experimental would drown the report.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings`.trim();
await run('jest', process.argv.slice(2));
