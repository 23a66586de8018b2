import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';

/** Jest's report of each project with specs: nx.json names the file, and Nx keeps it in its cache beside the result. */
const reports = () =>
  ['apps', 'libs', 'libs/gateways', 'tools']
    .flatMap((parent) => readdirSync(join(root, parent)).map((folder) => join(root, parent, folder)))
    .filter((project) => existsSync(join(project, 'jest.config.js')))
    .map((project) => join(project, 'test-report.json'));

export function removeReports() {
  for (const report of reports()) rmSync(report, { force: true });
}

/**
 * A suite that did not load has no tests to count, and a project may have left no report: each counts as one that failed.
 * `except` names folders of tools/ that did not run.
 */
export function countTests({ except } = { except: [] }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const ran = (report) => !except.some((tool) => report.startsWith(join(root, 'tools', tool, '/')));
  for (const report of reports().filter(ran)) {
    const run = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numRuntimeErrorTestSuites: 1 };
    const count = (name) => run[name] ?? 0;
    counts.passed += count('numPassedTests');
    counts.failed += count('numFailedTests') + count('numRuntimeErrorTestSuites');
    counts.skipped += count('numPendingTests') + count('numTodoTests');
  }
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, failed, skipped } = countTests();
  console.log(passed, failed, skipped);
}
