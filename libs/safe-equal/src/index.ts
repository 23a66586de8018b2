export { safeEqual, tagsEqual } from './safe-equal.ts';
