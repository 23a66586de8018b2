export { smilepay } from './gateway.ts';
