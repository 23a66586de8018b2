import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const usual = { api: 4000, webhooks: 4001, scheduler: 4002 };

export function checkPorts(env) {
  const isProduction = env.NODE_ENV === 'production';
  const apps = Object.entries(usual).flatMap(([app, port]) => {
    const setting = env[variableOf(app)] || String(port);
    // The demo takes any free ones.
    const ofOperations = isProduction ? besides(Number(setting)) : 0;
    return [
      [app, setting],
      [`${app} operations`, env[variableOf(`${app} operations`)] || String(ofOperations)],
    ];
  });
  const ofDemo = isProduction ? [] : [['sandbox', env[variableOf('sandbox')] || '4003']];
  return Promise.all([...apps, ...ofDemo].map(([name, setting]) => checkPort(name, setting, env)));
}

const variableOf = (name) => `PAYCORE_${name.toUpperCase().replace(' OPERATIONS', '_OPS')}_PORT`;

/** As libs/wiring chooses it. */
const besides = (port) => (port > 0 ? (port + 10 <= 65_535 ? port + 10 : port - 10) : 0);

async function checkPort(app, setting, env) {
  const variable = variableOf(app);
  const port = Number(setting);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return {
      name: app,
      state: 'fail',
      found: `"${setting}"`,
      advice: `Set ${variable} to a port number, or to 0 for any free one.`,
    };
  if (port === 0) return { name: app, state: 'ok', found: 'any free port' };
  const fault = await whyNotFree(port);
  if (fault === undefined) return { name: app, state: 'ok', found: `${port} is free` };
  const running = await payCoreAt(port, env);
  if (running === app) return { name: app, state: 'ok', found: `${port}: this app is already running there` };
  const by = running ? `PayCore's ${running}` : programAt(port);
  const found = fault === 'EADDRINUSE' ? `${port} is in use by ${by}` : `${port} cannot be used (${fault})`;
  return { name: app, state: 'fail', found, advice: `Stop that program, or set ${variable} to another port.` };
}

async function whyNotFree(port) {
  const server = createServer();
  try {
    server.listen({ port });
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return error.code;
  } finally {
    server.close();
  }
}

/** The app's name, if one of ours answers; strangers are not told which, so its operations port or the demo's file is asked. */
async function payCoreAt(port, env) {
  const { status, app } = await healthAt(port);
  if (app !== undefined) return `${app} operations`;
  if (status !== 'ok') return undefined;
  return nameInDemo(port, env) ?? (await healthAt(besides(port))).app ?? 'app';
}

async function healthAt(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1000) });
    return (await answer.json()).data ?? {};
  } catch {
    return {};
  }
}

function nameInDemo(port, { PAYCORE_HOME }) {
  try {
    const demo = JSON.parse(readFileSync(join(PAYCORE_HOME || '.paycore', 'demo.json'), 'utf8'));
    return ['api', 'webhooks', 'scheduler', 'sandbox'].find((name) => new URL(demo[name]).port === String(port));
  } catch {
    return undefined;
  }
}

/** As far as this user may know. */
function programAt(port) {
  const { status, stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { encoding: 'utf8' });
  const listed = status === 0 ? /^p(\d+)\nc(.+)$/m.exec(stdout) : null;
  if (listed) return `${listed[2]} (pid ${listed[1]})`;
  const sockets = spawnSync('ss', ['-ltnpH', `sport = :${port}`], { encoding: 'utf8' });
  const shown = /users:\(\("([^"]+)",pid=(\d+)/.exec(sockets.stdout ?? '');
  return shown ? `${shown[1]} (pid ${shown[2]})` : 'another program';
}
