export { paypalSimulator } from './simulator.ts';
