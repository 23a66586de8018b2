export { ecpaySimulator } from './simulator.ts';
