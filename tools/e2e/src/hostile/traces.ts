/** Everything that left PayCore or stayed in it, by where it was found. */
export const places = new Map<string, string>();
/** Secrets by what they are. */
export const canaries = new Map<string, string>();

export function leave(place: string, ...texts: readonly unknown[]): void {
  const added = texts.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)));
  places.set(place, [places.get(place) ?? '', ...added].join('\n'));
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
