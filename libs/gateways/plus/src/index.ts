export { plus } from './gateway.ts';
