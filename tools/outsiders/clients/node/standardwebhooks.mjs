import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { serve, world } from './serve.mjs';

const webhook = new Webhook(world.noticeSecret);

await serve({
  verify({ body, headers }) {
    try {
      webhook.verify(body, headers);
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false;
      throw error;
    }
  },
});
