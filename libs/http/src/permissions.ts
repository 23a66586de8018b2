/** Names that browsers know: https://www.w3.org/TR/permissions-policy/ and the standards of each; unknown ones are complained of. */
const unused = [
  'accelerometer',
  'camera',
  'clipboard-read',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

const ofPayments = ['payment', 'publickey-credentials-get'];

/** `Permissions-Policy`: a page may use none of these; a gateway's frames of these origins may ask for a wallet or a passkey. */
export function permissions(frames: readonly string[] = []): string {
  const allowed = frames.length === 0 ? '' : ['self', ...frames.map((origin) => `"${origin}"`)].join(' ');
  return [...unused.map((name) => `${name}=()`), ...ofPayments.map((name) => `${name}=(${allowed})`)].join(', ');
}
