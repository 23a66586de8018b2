import { Pool } from 'undici';
import { atRate } from './at-rate.ts';

export interface Shot {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Hit {
  /** From the request's first byte to the answer's last. */
  readonly ms: number;
  /** When the answer was whole, in ms since 1970. */
  readonly at: number;
  readonly body: string;
}

/** Sends requests over connections that stay open. Any answer but 2xx ends the run: what is refused must not count as fast. */
export class Load {
  readonly #pool: Pool;

  constructor(
    readonly url: string,
    width: number,
  ) {
    this.#pool = new Pool(url, { connections: width });
  }

  /** `width` under way at once, the next as soon as one is answered; hits stand in the order of the shots. */
  async closed(shots: readonly Shot[], width: number): Promise<Hit[]> {
    const hits: Hit[] = [];
    let next = 0;
    const lane = async () => {
      for (let at = next++; at < shots.length; at = next++) hits[at] = await this.fire(shots[at]);
    };
    await Promise.all(Array.from({ length: width }, lane));
    return hits;
  }

  /** At a fixed rate, whether or not earlier ones are answered: a slow answer delays no later request. */
  paced(shots: readonly Shot[], perSecond: number): Promise<Hit[]> {
    return atRate(shots, perSecond, (shot) => this.fire(shot));
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async fire(shot: Shot | undefined): Promise<Hit> {
    if (!shot) throw new Error('There is no such shot.');
    const begun = performance.now();
    const { statusCode, body: stream } = await this.#pool.request({ ...shot, body: shot.body ?? null });
    const body = await stream.text();
    const ended = performance.now();
    if (statusCode < 200 || statusCode > 299)
      throw new Error(`${shot.path} of ${this.url} answered ${statusCode}: ${body.slice(0, 300)}`);
    return { ms: ended - begun, at: performance.timeOrigin + ended, body };
  }
}
