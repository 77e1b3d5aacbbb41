"""The ways by which messages leave, as the settings say."""

from datetime import timedelta
from typing import Final

from amana.acts.messages.forgetting import forget_messages
from amana.acts.messages.sending import wake_sending
from amana.acts.messages.ways import MailWay, Outlet, SmsWay, Way, WebhookWay
from amana.acts.schedule import Scheduled
from amana.assembly.database import clock
from amana.channels.dkim import Signer, signer_of
from amana.channels.mail import Relay
from amana.channels.sms import SmsGateway
from amana.channels.webhook import Webhook
from amana.domain.vocabulary.messages import Channel
from amana.settings import Settings, WrongSetting

BY_PROGRAM: Final = (Channel.CHAT, Channel.PHONE, Channel.POST, Channel.SUPPORT)
"""The channels that only the service's own program can use."""


def outlet_of(settings: Settings) -> Outlet:
    """Return what sending needs. Raises ``BadChannel`` and ``WrongSetting``."""
    ways: dict[Channel, Way] = {}
    relay = relay_of(settings)
    if relay is not None:
        ways[Channel.EMAIL] = MailWay(relay=relay)
    if settings.sms_gateway is not None:
        gateway = SmsGateway(
            url=settings.sms_gateway.reveal(),
            body=settings.sms_body,
            method=settings.sms_method,
            headers="" if settings.sms_headers is None else settings.sms_headers.reveal(),
            private=settings.sms_private,
        )
        ways[Channel.SMS] = SmsWay(gateway=gateway)
    if settings.message_webhook is not None and settings.message_webhook_secret is not None:
        webhook = Webhook(
            url=settings.message_webhook.reveal(),
            secret=settings.message_webhook_secret.reveal(),
            private=settings.message_webhook_private,
        )
        ways |= dict.fromkeys(BY_PROGRAM, WebhookWay(webhook=webhook))
    return Outlet(ways=ways, public_url=settings.public_url, clock=clock, sender=settings.mail_from)


def relay_of(settings: Settings) -> Relay | None:
    """Return the relay of all mail, which signs where a key is set."""
    if settings.mail_server is None or settings.mail_from is None:
        return None
    return Relay(
        address=settings.mail_server.reveal(),
        sender=settings.mail_from,
        signer=signer_for(settings),
    )


def signer_for(settings: Settings) -> Signer | None:
    """Return what signs mail; ``None`` where the relay does."""
    if settings.dkim_key is None:
        return None
    domain = settings.dkim_domain or (settings.mail_from or "").rpartition("@")[2]
    if not domain:
        raise WrongSetting(name="dkim_domain", wanted="a domain, or `mail_from`")
    return signer_of(settings.dkim_key, domain=domain, selector=settings.dkim_selector)


def message_tasks() -> tuple[Scheduled, ...]:
    """Return what workers run again and again for messages."""
    return (
        Scheduled(name="messages.wake", every=timedelta(seconds=5), run=wake_sending),
        Scheduled(name="messages.forget", every=timedelta(hours=1), run=forget_messages),
    )
