import { compose, loadConfig } from '@paycore/wiring';
import { program } from './program.ts';

const services = compose(loadConfig(process.env), { name: 'cli', isQuiet: true });
const print = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
try {
  await services.reached();
  await program(services, print).parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await services.stop();
}
