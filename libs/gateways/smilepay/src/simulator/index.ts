export { smilepaySimulator } from './simulator.ts';
