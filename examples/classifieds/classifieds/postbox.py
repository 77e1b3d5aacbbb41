"""The made-up people's letter box: the demonstration's people read their codes there.

Letters go on to the relay, where there is one. Addresses that are not made up are not kept.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Relay

_MADE_UP: Final = "@hay.example"
_MOST: Final = 200
_LETTERS: Final[OrderedDict[str, str]] = OrderedDict()
_LOCK: Final = Lock()


def take(address: str) -> str:
    """Take the latest letter to a made-up address out of the box; empty where none lies there."""
    with _LOCK:
        return _LETTERS.pop(address, "")


class Backend(BaseEmailBackend):
    """Keeps the latest letter of each made-up person, and sends all on."""

    def __init__(self, *, fail_silently: bool = False, **_: Any) -> None:  # noqa: ANN401 - Django's own
        """Take what Django gives a backend."""
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put the letters into the box, then send them."""
        with _LOCK:
            for message in email_messages:
                for address in message.recipients():
                    if address.endswith(_MADE_UP):
                        _LETTERS[address] = str(message.body)
                        while len(_LETTERS) > _MOST:
                            _LETTERS.popitem(last=False)
        if settings.RELAYED:
            Relay(fail_silently=self.fail_silently).send_messages(email_messages)
        return len(email_messages)
