export { World, type CreateBody, type PaymentAnswer } from './world.ts';
