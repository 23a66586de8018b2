import { forbidden } from '../domain/errors.ts';
import type { Environment, Payment } from '../domain/payment.ts';
import type { Caller } from '../ports/project-store.ts';

/** Whether the key may see and touch the payment: a test key its project's test payments, a live key all of its project. */
export const isWithinReach = ({ project, environment }: Caller, payment: Payment): boolean =>
  payment.project === project.id && (environment === 'production' || payment.environment === 'test');

/** The side to look at: the one asked for, else the key's own. Throws `forbidden` for a test key that asks for production. */
export function sideOf({ environment: own }: Caller, asked: Environment = own): Environment {
  if (own === 'test' && asked === 'production') throw forbidden('A test API key cannot see production payments.');
  return asked;
}
