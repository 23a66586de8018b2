import { writeFileSync } from 'node:fs';
import { codeFileOf, loadApp } from './load-app.ts';

/** Run in a process of its own, of the Node that the bundle is for: keeps what V8 compiled while it evaluated the bundle named. */
const [, , file = ''] = process.argv;
const { script } = loadApp(file);
writeFileSync(codeFileOf(file), script.createCachedData());
process.exit(0);
