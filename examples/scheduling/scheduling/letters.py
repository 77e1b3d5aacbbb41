"""Letters about accounts and appointments: asked about, handed to the mailing company, sent."""

from django.core.mail import EmailMessage

from amana.sdk.django import client
from amana.sdk.django.mail import About, about
from scheduling.models import Account

_FOOT = "\n\nميقات لجدولة المواعيد — privacy@miqat.example"
_FOR_LETTER = ("name", "email", "order_booking")


def write(account: Account, subject: str, text: str) -> None:
    """Write to somebody about what they do here; a no raises ``RefusedByPolicy``."""
    client().disclose(account.id, _FOR_LETTER, purpose="communicate", recipient="mailer").require()
    letter = EmailMessage(
        subject, f"أهلًا {account.first_name}،\n\n{text}{_FOOT}", to=[account.email]
    )
    about(letter, About(person=account.id, purpose="communicate")).send()
