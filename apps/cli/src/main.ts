import { compose, loadConfig, migrate, type Services } from '@paycore/wiring';
import { program } from './program.ts';

let services: Services | undefined;

async function open(): Promise<Services> {
  services ??= compose(loadConfig(process.env), { name: 'cli', isQuiet: true });
  await services.reached();
  return services;
}

const print = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
try {
  await program(open, print, () => migrate(loadConfig(process.env))).parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await services?.stop();
}
