export { stripe } from './gateway.ts';
