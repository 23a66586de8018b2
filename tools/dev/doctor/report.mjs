const signs = { ok: '✓', skip: '–', warn: '!', fail: '✗' };

/** Checks: `{name, state: 'ok' | 'skip' | 'warn' | 'fail', found, advice?}`. */
export const group = (name, checks) => ({ name, checks });

export const hasFailed = (groups) => groups.some(({ checks }) => checks.some(({ state }) => state === 'fail'));

export function toText(groups) {
  const width = Math.max(...groups.flatMap(({ checks }) => checks.map(({ name }) => name.length)));
  const lines = groups.flatMap(({ name, checks }) => ['', name, ...checks.flatMap((check) => linesOf(check, width))]);
  return [...lines, '', verdict(groups)].join('\n').trimStart();
}

export function toJson(groups) {
  const checks = groups.flatMap(({ name: group, checks }) => checks.map((check) => ({ group, ...check })));
  return JSON.stringify({ ok: !hasFailed(groups), checks }, null, 2);
}

function linesOf({ name, state, found, advice }, width) {
  const indent = ' '.repeat(width + 6);
  return [`  ${signs[state]} ${name.padEnd(width)}  ${found}`, ...(advice ? [`${indent}→ ${advice}`] : [])];
}

function verdict(groups) {
  const count = (state) => groups.flatMap(({ checks }) => checks).filter((check) => check.state === state).length;
  const [failed, warned] = [count('fail'), count('warn')];
  if (failed > 0) return `${failed} to fix before PayCore can run here${warned > 0 ? `, ${warned} to look at` : ''}.`;
  return warned > 0 ? `PayCore can run here; ${warned} to look at.` : 'PayCore can run here.';
}
