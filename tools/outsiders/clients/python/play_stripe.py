import stripe


def calls(world):
    credentials = world["credentials"]
    client = stripe.StripeClient(
        credentials["secret_key"], base_addresses={"api": world["sandbox"]}, max_network_retries=0
    )
    intents = client.v1.payment_intents
    secret = credentials["webhook_secret"]

    def plain(answer):
        return answer.to_dict()

    def refusal(params):
        try:
            intents.create(params)
        except stripe.StripeError as error:
            return {"type": type(error).__name__, "code": error.code, "param": getattr(error, "param", None)}

    return {
        "create": lambda params, idempotencyKey: plain(intents.create(params, {"idempotency_key": idempotencyKey})),
        "retrieve": lambda id: plain(intents.retrieve(id)),
        "confirm": lambda id: plain(intents.confirm(id, {"payment_method": "pm_card_visa"})),
        "refusal": refusal,
        "event": lambda body, headers: plain(
            stripe.Webhook.construct_event(body, headers["stripe-signature"], secret)
        ),
        "sign": lambda body: stripe.WebhookSignature.generate_signature_header(body, secret),
    }
