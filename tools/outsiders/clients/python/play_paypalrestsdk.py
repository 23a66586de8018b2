from unittest import mock

from OpenSSL import crypto
from paypalrestsdk.notifications import WebhookEvent


def calls(world):
    webhook_id = world["credentials"]["webhook_id"]

    def verify(body, headers, root):
        """As the client does it, but with the sandbox's root in the place of DigiCert's."""
        store = crypto.X509Store()
        store.add_cert(crypto.load_certificate(crypto.FILETYPE_PEM, root))
        for extra in world.get("intermediates", []):
            store.add_cert(crypto.load_certificate(crypto.FILETYPE_PEM, extra))
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
