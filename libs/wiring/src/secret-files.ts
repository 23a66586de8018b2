import { readFileSync } from 'node:fs';
import type { Fault } from './settings-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Secret settings: `{name}_FILE` names a file to read them from, which is how orchestrators provide secrets. */
const secretNames = ['MONGODB_URI', 'PAYCORE_KEYS'];
const suffix = '_FILE';

/** The environment without empty values and with those from files; white space around a file's text is trimmed. */
export function withSecretFiles(env: Env): { readonly env: Env; readonly faults: readonly Fault[] } {
  const variables = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const faults: Fault[] = [];
  for (const name of secretNames) {
    const path = variables[name + suffix];
    if (path === undefined) continue;
    delete variables[name + suffix];
    if (variables[name] !== undefined) faults.push({ name: name + suffix, message: `and ${name} are both set` });
    else {
      const { text, fault } = readText(path);
      if (text !== undefined) variables[name] = text;
      if (fault !== undefined) faults.push({ name: name + suffix, message: fault });
    }
  }
  return { env: variables, faults };
}

/** Whether two names mean the same setting: `PAYCORE_KEYS` and `PAYCORE_KEYS_FILE`. */
export const isOfOneSetting = (one: string, other: string): boolean =>
  one === other || one === other + suffix || other === one + suffix;

function readText(path: string): { readonly text?: string; readonly fault?: string } {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? { fault: `names an empty file: ${path}` } : { text };
  } catch (error) {
    const code = error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : 'unknown';
    return { fault: `names a file that cannot be read (${code}): ${path}` };
  }
}
