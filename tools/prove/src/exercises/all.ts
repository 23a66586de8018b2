import type { Exercise, Exercises, Stage } from './exercise.ts';
import { wholeExercises } from './maintenance.ts';
import {
  pauseExercises,
  projectExercises,
  provenKeyExercises,
  refusedCallbackExercises,
  shopExercises,
} from './others.ts';
import { paymentExercises } from './payments.ts';

/** An exercise with the name of what it calls: `MongoPaymentStore.due (notice)`. */
export interface NamedExercise extends Exercise {
  readonly name: string;
}

/** By the class, or by what the functions are about; the order is that in which they run. */
export const exercisesOf = (stage: Stage): Readonly<Record<string, Exercises<object>>> => ({
  MongoPaymentStore: paymentExercises(stage),
  MongoProjectStore: projectExercises(stage),
  MongoShopStore: shopExercises(stage),
  MongoPauses: pauseExercises(stage),
  MongoProvenKeys: provenKeyExercises(stage),
  MongoRefusedCallbacks: refusedCallbackExercises(stage),
  database: wholeExercises(stage),
});

export const named = (all: ReturnType<typeof exercisesOf>): NamedExercise[] =>
  Object.entries(all).flatMap(([store, methods]) =>
    Object.entries(methods as Readonly<Record<string, readonly Exercise[]>>).flatMap(([method, exercises]) =>
      exercises.map((each) => ({
        ...each,
        name: `${store}.${method}${each.how === undefined ? '' : ` (${each.how})`}`,
      })),
    ),
  );
