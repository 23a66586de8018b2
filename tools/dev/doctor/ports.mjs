import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const usual = { api: 4000, webhooks: 4001, scheduler: 4002, sandbox: 4003 };

export function checkPorts(env) {
  const apps = Object.keys(usual).filter((app) => app !== 'sandbox' || env.NODE_ENV !== 'production');
  return Promise.all(apps.map((app) => checkPort(app, env[`PAYCORE_${app.toUpperCase()}_PORT`])));
}

async function checkPort(app, setting) {
  const variable = `PAYCORE_${app.toUpperCase()}_PORT`;
  const port = setting ? Number(setting) : usual[app];
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
  const running = await payCoreAt(port);
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

/** The app's name, if one of ours answers. */
async function payCoreAt(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1000) });
    return (await answer.json()).data?.app;
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
