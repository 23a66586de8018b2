from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def calls(world):
    webhook = Webhook(world["noticeSecret"])

    def verify(body, headers):
        try:
            webhook.verify(body, headers)
            return True
        except WebhookVerificationError:
            return False

    return {"verify": verify}
