import type { PaymentAnswer } from '../world.ts';

/** Everything that left PayCore or stayed in it, by where it was found. */
export const places = new Map<string, string>();
/** Secrets by what they are. */
export const canaries = new Map<string, string>();

export function leave(place: string, ...texts: readonly unknown[]): void {
  const added = texts.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)));
  places.set(place, [places.get(place) ?? '', ...added].join('\n'));
}

/** What the merchant may read: the page's token is handed out in `payment_url`, and nowhere else. */
export function read(answer: PaymentAnswer): PaymentAnswer {
  const { data } = answer.body;
  if (data?.payment_url)
    canaries.set(`page token of ${data.payment_no}`, new URL(data.payment_url).searchParams.get('token') ?? '');
  leave('answers', { ...answer.body, data: data && { ...data, payment_url: '' } });
  return answer;
}

/** Answers the page itself, as it came; `shown` may stand in the pages and nowhere else. */
export async function openPages(url: string, shown = /(?!)/g): Promise<string> {
  const [path = '', query = ''] = url.split('?');
  // The same page in another language: whoever reads the page has its token.
  const ownLinks = new RegExp(`href="/[a-z-]+/pay/${/PAY\w+/.exec(path)?.[0]}\\?token=[\\w-]+`, 'g');
  const addresses = [url, url.replace('/zh-tw/', '/en/'), `${path}/status?${query}`, `${url}x`, `${url}&${query}`];
  const texts: string[] = [];
  for (const address of addresses) {
    const answer = await fetch(address);
    const headers = Object.fromEntries(answer.headers);
    const text = await answer.text();
    texts.push(text);
    leave('pages', headers, text.replaceAll(ownLinks, '').replaceAll(shown, ''));
  }
  return texts[0] ?? '';
}

/** A text as itself, escaped, in hexadecimal, and inside base64 wherever it may begin. */
export function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
    return [
      text.slice(shift === 0 ? 0 : 4),
      text
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .slice(shift === 0 ? 0 : 4),
    ];
  });
  const escaped = [
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).replaceAll('/', '\\/'),
  ];
  return [secret, ...escaped, bytes.toString('hex'), ...base64];
}
