import type { World } from '../world.ts';

/** How many payments PayCore and the gateway hold. */
export const stored = async (world: World): Promise<number[]> => [
  (await world.documents({})).length,
  (await world.orders()).length,
];
