import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonPackages } from '@paycore/dev';
import { startServer, type ServerProcess } from '@paycore/mongo';
import { cpuMs, rssMiB } from './proc.ts';
import { LightningWorld } from './lnbits-outside.ts';

const files = fileURLToPath(new URL('../peers/lnbits', import.meta.url));

/** What each payment is over. */
export const satoshi = 980;

/** To sign all invoices: some 3,000, a millisecond each on a quiet machine. */
const maxSigningMs = 60_000;

export interface InstalledLnBits {
  /** A Python that has it. */
  readonly python: string;
  /** Its name and version. */
  readonly product: string;
}

export interface LnBitsWanted extends Pick<InstalledLnBits, 'python'> {
  /** The folder that its own goes into. */
  readonly home: string;
  /** How many payments there will be at most. */
  readonly invoices: number;
}

/** Installs LNbits once on a machine (PyPI); throws what to do where it cannot be. */
export function installLnBits(say: (line: string) => void): InstalledLnBits {
  const list = join(files, 'requirements.txt');
  const version = /^lnbits==(.+)$/m.exec(readFileSync(list, 'utf8'))?.[1] ?? '';
  const python = join(pythonPackages({ name: 'lnbits', list, say }), 'python');
  return { python, product: `LNbits ${version} (PyPI)` };
}

/** LNbits in a process of its own: SQLite in a file, and a Lightning node that we play, over HTTP. */
export class LnBits {
  private constructor(
    readonly url: string,
    readonly outside: LightningWorld,
    private readonly server: ServerProcess,
  ) {}

  static async start({ python, home, invoices }: LnBitsWanted): Promise<LnBits> {
    const folder = join(home, 'lnbits');
    await mkdir(folder);
    const outside = await LightningWorld.start();
    try {
      const args = [join(files, 'invoices.py'), String(invoices), String(satoshi)];
      const options = { timeout: maxSigningMs, maxBuffer: 2_000 * invoices };
      await outside.stock((await promisify(execFile)(python, args, options)).stdout);
      const server = await startServer({
        name: 'LNbits',
        command: python,
        args: [join(files, 'serve.py'), JSON.stringify(settings(folder, outside.addresses.ready))],
        ready: /running on (http:\/\/127\.0\.0\.1:\d+)/,
      });
      return new LnBits(server.ready[1] ?? '', outside, server);
    } catch (error) {
      outside.stop();
      throw error;
    }
  }

  cpuMs(): Promise<number> {
    return cpuMs(this.server.pid);
  }

  rssMiB(): Promise<number> {
    return rssMiB(this.server.pid);
  }

  /** Of a new user; answers the key that may make invoices for it. */
  async openWallet(): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/api/v1/account`, { method: 'POST', headers, body: '{"name":"bench"}' });
    if (!answer.ok) throw new Error(`LNbits opens no account: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { readonly inkey: string }).inkey;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.outside.stop();
  }
}

/** As it comes but for these: SQLite and its own files in the folder, one funding source, no limits of rate, loopback alone. */
const settings = (folder: string, node: string) => ({
  LNBITS_DATA_FOLDER: folder,
  LNBITS_EXTENSIONS_PATH: folder,
  LNBITS_ADMIN_UI: 'false',
  LNBITS_BACKEND_WALLET_CLASS: 'LndRestWallet',
  LND_REST_ENDPOINT: node,
  LND_REST_MACAROON: '00',
  LNBITS_RATE_LIMIT_NO: '1000000',
  LNBITS_CALLBACK_URL_RULES: '["http://127[.]0[.]0[.]1:.*"]',
  LNBITS_CALLBACK_ALLOW_PRIVATE_IPS: 'true',
  LNBITS_EXTENSIONS_MANIFESTS: '[]',
  LNBITS_WASM_EXTENSIONS_MANIFESTS: '[]',
  LNBITS_PRICE_AGGREGATOR_URL: node,
  LNBITS_EXCHANGE_RATE_PROVIDERS: '[]',
  // Whatever else it would like to fetch goes nowhere.
  HTTPS_PROXY: 'http://127.0.0.1:9',
});
