import type { Fault } from '../fault.ts';

const core = 'libs/core/src';
const pick = `${core}/pick/pick-method.ts`;
const pickSpec = `${core}/pick/pick-method.spec.ts`;
const linkSpec = `${core}/create/create-link.spec.ts`;
const overtaken = `${core}/create/overtaken.spec.ts`;

/** Payments whose method the payer picks. */
export const linkFaults: readonly Fault[] = [
  {
    name: 'old-page-picks',
    why: 'A pick on a page that is old makes nothing: double clicks and other tabs are one pick.',
    file: pick,
    find: 'after === payment.attempts.length && hasOpenLink',
    replace: 'hasOpenLink',
    caughtBy: [pickSpec],
  },
  {
    name: 'second-live-order',
    why: 'What lives already of a method is shown, not made again.',
    file: pick,
    find: 'if (live) return { payment, attempt: live.no };',
    replace: 'if (live === null) return { payment };',
    caughtBy: [pickSpec],
  },
  {
    name: 'intent-left-behind',
    why: 'An order that can be cancelled is cancelled before the payer gets another.',
    file: pick,
    find: 'if (!cancel) continue;',
    replace: 'if (!cancel || no > 0) continue;',
    caughtBy: [pickSpec],
  },
  {
    name: 'sixth-code',
    why: 'A payer holds five codes at most.',
    file: `${core}/pick/offered-methods.ts`,
    find: 'openCodes(payment, now).length >= maxOpenCodes',
    replace: 'openCodes(payment, now).length > maxOpenCodes',
    caughtBy: [pickSpec],
  },
  {
    name: 'number-in-two-browsers',
    why: 'A form that another browser may have is not handed out again.',
    file: pick,
    find: 'placed && !isCashier(attemptOf(placed, no))',
    replace: 'placed && no > 0',
    caughtBy: [overtaken],
  },
  {
    name: 'link-end-frees-awaited',
    why: 'A link’s end frees the order only where nothing is awaited.',
    file: `${core}/due/closings.ts`,
    find: '...(isOver && holdsOrder && { holdsOrder: false })',
    replace: '...(payment.holdsOrder && { holdsOrder: false })',
    caughtBy: [linkSpec],
  },
  {
    name: 'link-open-once-paid',
    why: 'A paid payment’s link is closed.',
    file: `${core}/domain/settle.ts`,
    find: '...(before.link?.isOpen && { link: { ...before.link, isOpen: false } }),',
    replace: '',
    caughtBy: [`${core}/histories.spec.ts`],
  },
  {
    name: 'limits-ignored',
    why: 'A method takes no more and no less than the shop allows.',
    file: `${core}/pick/offered-methods.ts`,
    find: 'return isAtLeast && isAtMost;',
    replace: 'return isAtLeast || isAtMost;',
    caughtBy: [linkSpec],
  },
  {
    name: 'test-key-uses-real-shop',
    why: 'A key uses the shop of its own side alone.',
    file: `${core}/create/stored-credentials.ts`,
    find: 'accountAt(await shops.find(project.id, environment)',
    replace: "accountAt(await shops.find(project.id, environment === 'test' ? 'production' : environment)",
    caughtBy: [linkSpec],
  },
  {
    name: 'smallest-units-forgotten',
    why: 'An order is in the unit of its method: 980 TWD are 98000 at one that counts in hundredths.',
    file: `${core}/create/attempt-amount.ts`,
    find: 'const whole = scaled({ amount, decimals }, method.decimalsOf(currency));',
    replace: 'const whole = scaled({ amount, decimals }, 0 * method.decimalsOf(currency));',
    caughtBy: [pickSpec],
  },
  {
    name: 'picked-while-closing',
    why: 'What the payer picked while the payment was being closed is cancelled first.',
    file: `${core}/settle/close-payment.ts`,
    find: '!hasMore(current) && ',
    replace: '',
    caughtBy: [overtaken],
  },
];
