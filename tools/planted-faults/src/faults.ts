import type { Fault } from './fault.ts';
import { atRestFaults } from './faults/at-rest.ts';
import { attemptFaults } from './faults/attempts.ts';
import { callbackFaults } from './faults/callbacks.ts';
import { dueWorkFaults } from './faults/due-work.ts';
import { egressFaults } from './faults/egress.ts';
import { embeddedFaults } from './faults/embedded.ts';
import { linkFaults } from './faults/links.ts';
import { managementFaults } from './faults/management.ts';
import { merchantFaults } from './faults/merchants.ts';
import { neighbourFaults } from './faults/neighbours.ts';
import { noticeFaults } from './faults/notices.ts';
import { reckoningFaults } from './faults/reckoning.ts';
import { routeFaults } from './faults/routes.ts';
import { secretFaults } from './faults/secrets.ts';
import { simulatorFaults } from './faults/simulators.ts';
import { webFaults } from './faults/web.ts';

/** In the order in which they are tried. */
export const faults: readonly Fault[] = [
  ...attemptFaults,
  ...linkFaults,
  ...callbackFaults,
  ...routeFaults,
  ...dueWorkFaults,
  ...egressFaults,
  ...embeddedFaults,
  ...merchantFaults,
  ...managementFaults,
  ...neighbourFaults,
  ...noticeFaults,
  ...secretFaults,
  ...atRestFaults,
  ...webFaults,
  ...reckoningFaults,
  ...simulatorFaults,
];
