import https from 'node:https';
import http from 'node:http';

/** Sends what a client would send to its fixed host by https to `base` instead, path and all else unchanged. */
export function divert(host, base) {
  const to = new URL(base);
  const prefix = to.pathname.replace(/\/$/, '');
  const original = https.request;
  https.request = (...args) => {
    const [first, second] = args;
    const options =
      typeof first === 'string' || first instanceof URL ? { ...partsOf(first), ...optionsOf(second) } : first;
    const name = options.hostname ?? options.host;
    if (name !== host) return original(...args);
    const { agent: _agent, agents: _agents, ...rest } = options;
    const diverted = {
      ...rest,
      protocol: to.protocol,
      host: to.hostname,
      hostname: to.hostname,
      port: to.port,
      path: `${prefix}${options.path}`,
    };
    return http.request(diverted, ...args.filter((arg) => typeof arg === 'function'));
  };
}

function partsOf(text) {
  const { hostname, pathname, search } = new URL(text);
  return { hostname, path: pathname + search };
}

const optionsOf = (options) => (typeof options === 'object' ? options : {});
