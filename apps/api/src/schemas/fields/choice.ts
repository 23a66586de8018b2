import * as z from 'zod';
import { messages } from '../messages.ts';
import { blankAsAbsent, orNull, typeFault } from './field.ts';

const oneOf = <const Word extends string>(field: string, words: readonly Word[]) =>
  z.string(typeFault(field, messages.string(field))).pipe(z.enum(words, { error: messages.choice(field, words) }));

/** One of these words; a blank is none. */
export const requiredChoice = <const Word extends string>(field: string, words: readonly Word[]) =>
  oneOf(field, words).meta({ type: 'string', enum: [...words] });

/** The same, or nothing. */
export const optionalChoice = <const Word extends string>(field: string, words: readonly Word[]) =>
  requiredChoice(field, words).optional();

/** The same, where null or a blank means nothing. */
export const optionalChoiceOrNull = <const Word extends string>(field: string, words: readonly Word[]) =>
  z.preprocess(
    blankAsAbsent,
    oneOf(field, words)
      .meta({ ...orNull('string'), pattern: `^(${words.join('|')}|\\s*)$` })
      .optional(),
  );
