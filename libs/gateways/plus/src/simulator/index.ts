export { plusSimulator } from './simulator.ts';
