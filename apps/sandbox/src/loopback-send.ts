import { parseUrl, type Log } from '@paycore/core';
import type { SimulatorRuntime } from '@paycore/simulator-kit';

/** Sends callbacks, but never leaves this machine: an order in the sandbox must not reach a real shop. */
export function loopbackSend(log: Log): SimulatorRuntime['send'] {
  return async (url, { method = 'POST', headers, body, timeoutMs }) => {
    if (!isLoopback(url)) {
      log.warn('The sandbox calls loopback addresses only', { host: hostOf(url) });
      return { status: 0, body: 'Refused by the sandbox: not a loopback address.' };
    }
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const content = method === 'GET' ? {} : { body };
      const answer = await fetch(url, { method, headers, ...content, redirect: 'manual', signal });
      return { status: answer.status, body: await answer.text() };
    } catch (error) {
      log.warn('A callback got no answer', { host: hostOf(url), reason: reasonOf(error) });
      return { status: 0, body: '' };
    }
  };
}

export function isLoopback(url: string): boolean {
  const { protocol = '', hostname = '' } = parseUrl(url) ?? {};
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname));
}

function hostOf(url: string): string {
  return parseUrl(url)?.host ?? '';
}

/** The error's own text would carry the URL, secret included. */
function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  const named = cause instanceof Error ? cause : error;
  return named instanceof Error && 'code' in named ? String(named.code) : String((named as Error).name);
}
