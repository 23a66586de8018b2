let drawn = 0;

/** Of 20 letters and digits, as ECPay's own client wants it; never twice. */
export function orderNo(): string {
  drawn += 1;
  const no = `OUT${process.pid.toString(36)}${Date.now().toString(36)}${drawn.toString(36)}`.toUpperCase();
  return no.padEnd(20, '0').slice(0, 20);
}

/** Now as `yyyy/MM/dd HH:mm:ss` in Taipei, which is UTC+8 all year. */
export const taipeiTime = (): string =>
  new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
