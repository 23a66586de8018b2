export { stripeSimulator } from './simulator.ts';
