import type { Fault } from '../fault.ts';

const domain = 'libs/core/src/domain';
const wiring = 'libs/wiring/src';

/** What notices say, how they are signed, and how long they are tried. */
export const noticeFaults: readonly Fault[] = [
  {
    name: 'notice-without-timestamp',
    why: 'A notice says when it was signed, so that an old one cannot be replayed.',
    file: `${wiring}/post-notice.ts`,
    find: "'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),",
    replace: '',
    caughtBy: [`${wiring}/post-notice.spec.ts`],
  },
  {
    name: 'notice-signed-by-newest-alone',
    why: 'During a rotation a notice is signed by each live secret.',
    file: `${wiring}/post-notice.ts`,
    find: 'secrets.map((secret)',
    replace: 'secrets.slice(0, 1).map((secret)',
    caughtBy: [`${wiring}/post-notice.spec.ts`],
  },
  {
    name: 'notice-of-gone-receiver-retried',
    why: '410 ends a notice.',
    file: `${domain}/notice.ts`,
    find: 'status === 410',
    replace: 'status === 411',
    caughtBy: [`${domain}/notice.spec.ts`],
  },
  {
    name: 'notice-schedule-skips',
    why: 'Ten attempts follow the published schedule.',
    file: `${domain}/notice.ts`,
    find: 'schedule[notice.attempts]',
    replace: 'schedule[notice.attempts + 1]',
    caughtBy: [`${domain}/notice.spec.ts`],
  },
  {
    name: 'notice-retry-after-ignored',
    why: 'A receiver that says Retry-After is left alone so long.',
    file: `${domain}/notice.ts`,
    find: 'Math.max(delay * (1 + 0.2 * jitter), asked)',
    replace: '(delay * (1 + 0.2 * jitter) || asked)',
    caughtBy: [`${domain}/notice.spec.ts`],
  },
  {
    name: 'notice-unverified-by-client',
    why: 'The client believes no notice whose signature or time is wrong.',
    file: 'libs/client/src/verify-notice.ts',
    find: 'webhook.verify(text, received);',
    replace: '',
    caughtBy: ['libs/client/src/verify-notice.spec.ts'],
  },
];
