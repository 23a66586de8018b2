// Runs a server that knows nothing of its parent (mongod), and ends it when standard input ends: that happens when
// the process that started the guard is gone, also by kill -9.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const end = () => child.kill('SIGTERM');
child.once('spawn', () => console.log(`guarding ${child.pid}`));
child.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
process.once('SIGTERM', end);
process.stdin.once('end', end).resume();
