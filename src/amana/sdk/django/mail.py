"""Mail that a project sends by itself: each letter is asked about before it leaves.

``EMAIL_BACKEND = "amana.sdk.django.mail.EmailBackend"``. A letter says by :func:`about` to whom it
goes and what for; of letters that other people's code writes a function of the project says it
(``AMANA["MAIL_OF"]``). A letter of which nobody says it is not sent. What can be stopped by one
click goes through ``amana.messages`` instead, which writes the directions for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from amana.domain.words import Words
from amana.sdk.django.configured import client, configured, named
from amana.sdk.errors import RefusedByPolicy

_SAID: Final = "_amana_about"
_NOT_SAID: Final = Words(
    ar="لا يُعرف غرض هذه الرسالة ولا صاحبها، فلا تُرسل.",
    en="What this letter is for, and to whom it goes, is not known: it is not sent.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """To whom a letter goes, with which data, and what for."""

    person: str
    purpose: str
    data: tuple[str, ...] = ("email",)


def about(message: EmailMessage, *each: About) -> EmailMessage:
    """Say of a letter whom it reaches; one for each who receives it. Returns the letter."""
    setattr(message, _SAID, each)
    return message


class EmailBackend(BaseEmailBackend):
    """Sends by ``AMANA["MAIL_BACKEND"]`` what Amana permits."""

    def __init__(self, *, fail_silently: bool = False, **given: Any) -> None:  # noqa: ANN401 - of the backend below
        """Take what the backend below takes."""
        super().__init__(fail_silently=fail_silently)
        backend = configured().mail_backend
        self._below = get_connection(backend, fail_silently=fail_silently, **given)

    def open(self) -> bool | None:
        """Open the connection below."""
        return self._below.open()

    def close(self) -> None:
        """Close it."""
        self._below.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send those that are permitted; return how many went out.

        Raises the first refusal once all permitted ones are sent, unless it is to fail silently.
        What the client raises where no answer came is raised at once.
        """
        permitted: list[EmailMessage] = []
        refusal: RefusedByPolicy | None = None
        for message in email_messages:
            try:
                _ask(message)
            except RefusedByPolicy as fault:
                refusal = refusal or fault
            else:
                permitted.append(message)
        sent = self._below.send_messages(permitted) if permitted else 0
        if refusal is not None and not self.fail_silently:
            raise refusal
        return sent or 0


def _ask(message: EmailMessage) -> None:
    """Ask of each who receives it; raises ``RefusedByPolicy`` at the first no."""
    said: Sequence[About] = getattr(message, _SAID, ())
    mail_of = configured().mail_of
    if not said and mail_of is not None:
        said = tuple(named(mail_of)(message) or ())
    if not said or len({each.person for each in said}) < len(set(message.recipients())):
        raise RefusedByPolicy(promises=(), reasons=(_NOT_SAID,))
    for each in said:
        client().message(each.person, each.data, purpose=each.purpose, channel="email").require()
