import { methodLabel } from '../methods.ts';
import type { View } from '../view.ts';

/** Where the payer is being taken, and what for: they choose there only where there is something to choose. */
export function wayLead({ t, attempt, gatewayTitle }: View): string {
  const gateway = attempt ? gatewayTitle(attempt.gateway) : '';
  if (!attempt || attempt.method === 'all') return t('formLead', { gateway });
  const method = methodLabel(attempt, { t, gatewayTitle });
  return method === gateway ? t('formBrandLead', { gateway }) : t('formMethodLead', { gateway, method });
}

export const wayButton = ({ t, attempt, gatewayTitle }: View): string =>
  t('formButton', { gateway: attempt ? gatewayTitle(attempt.gateway) : '' });
