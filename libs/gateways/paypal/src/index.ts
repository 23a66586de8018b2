export { paypal } from './gateway.ts';
