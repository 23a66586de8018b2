import { prepareRuntimes } from './runtimes.ts';

process.stdout.write(JSON.stringify(prepareRuntimes((line) => console.error(line))));
