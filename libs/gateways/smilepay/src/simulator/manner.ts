import type { Drive } from '@paycore/core';
import { z } from 'zod';

/** How a notice goes out. What a control call does not say, or says oddly, is as the real SmilePay most likely does it. */
const schema = z.object({
  /** Public integrations hear both; the recorded ones came by POST. */
  via: z.enum(['GET', 'POST']).catch('POST'),
  /** `none`: the field is absent. Where not told: absent from a payment in cash, `0` in a failure. */
  response_id: z.string().max(100).optional().catch(undefined),
  classif: z.string().max(100).optional().catch(undefined),
  /** `tag`: the bare word is no acknowledgement. */
  ack: z.enum(['any', 'tag']).catch('any'),
});
export type Manner = z.infer<typeof schema>;

export const readManner = ({ options = {} }: Drive): Manner =>
  schema.parse({ ...options, via: options['via']?.toUpperCase() });
