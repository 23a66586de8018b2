from unittest import mock

from OpenSSL import crypto
from paypalrestsdk.notifications import WebhookEvent


def calls(world):
    webhook_id = world["credentials"]["webhook_id"]

    def verify(body, headers, chain):
        """As the client does it, but with the sandbox's root and intermediate in the places of the two that it brings."""
        store = crypto.X509Store()
        for certificate in chain:
            store.add_cert(crypto.load_certificate(crypto.FILETYPE_PEM, certificate))
        with mock.patch.object(WebhookEvent, "_get_certificate_store", return_value=store):
            return WebhookEvent.verify(
                headers["paypal-transmission-id"],
                headers["paypal-transmission-time"],
                webhook_id,
                body,
                headers["paypal-cert-url"],
                headers["paypal-transmission-sig"],
                headers["paypal-auth-algo"],
            )

    return {"verify": verify}
