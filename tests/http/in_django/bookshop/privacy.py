"""What only the shop knows: whose an opinion is, and what its own letters are for."""

from bookshop.models import Opinion
from django.core.mail import EmailMessage

from amana.sdk.django.mail import About


def writer_of(opinion: Opinion) -> str | None:
    """Return who wrote it."""
    return opinion.writer or None


def mail_of(message: EmailMessage) -> tuple[About, ...]:
    """Say of a receipt whom it reaches; of other letters nothing is known."""
    if not message.subject.startswith("Receipt "):
        return ()
    return (About(person=message.subject.removeprefix("Receipt "), purpose="orders"),)
