export { safeEqual } from './safe-equal.ts';
