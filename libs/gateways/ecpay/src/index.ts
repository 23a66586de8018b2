export { ecpay } from './gateway.ts';
