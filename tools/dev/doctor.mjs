// Checks whether PayCore can run here, and says what to fix. Works before `npm ci`, on any Node with ES modules.
//   npm run doctor [-- --json]      exit code 1 if something must be fixed first
import { checkDisk } from './doctor/disk.mjs';
import { checkInstalled, checkNode, checkTools } from './doctor/machine.mjs';
import { checkPorts } from './doctor/ports.mjs';
import { group, hasFailed, toJson, toText } from './doctor/report.mjs';

const isJson = process.argv.includes('--json');
const groups = [
  group('machine', [checkNode(), checkInstalled(), ...checkTools(process.env)]),
  group('home', checkDisk(process.env.PAYCORE_HOME || '.paycore')),
  group('ports', await checkPorts(process.env)),
  ...(await deepChecks()),
];
const report = isJson ? toJson(groups) : toText(groups);
// Unanswered DNS look-ups would keep the process alive long after their timeout.
process.stdout.write(`${report}\n`, () => process.exit(hasFailed(groups) ? 1 : 0));

/** Checks that import our own sources, and therefore need what `npm ci` installs. */
async function deepChecks() {
  try {
    const { register } = await import('tsx/esm/api');
    register();
    const { deepGroups } = await import('./src/doctor/deep-groups.ts');
    return await deepGroups(process.env);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const advice = 'Run npm ci, then npm run doctor again.';
    return [
      group('settings', [{ name: 'settings', state: 'warn', found: 'not checked without node_modules', advice }]),
    ];
  }
}
