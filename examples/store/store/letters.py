"""The shop's own letters: each says whom it reaches and what for, and Amana is asked before."""

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from amana.sdk.django.mail import About, about


def write(account: Any, *, purpose: str, subject: str, text: str) -> None:  # noqa: ANN401 - oscar's account
    """Send a letter to an account; raises ``RefusedByPolicy`` where it may not leave."""
    letter = EmailMessage(subject, f"{text}\n\nمنوال — privacy@minwal.example", to=[account.email])
    about(letter, About(person=str(account.pk), purpose=purpose)).send()


_MADE_UP: Final = re.compile(r"minwal\.\d+\.\d+@mail\.example")
_CODE: Final = re.compile(r"\b\d{6}\b")
_MOST: Final = 1_000
_CODES: Final[OrderedDict[str, str]] = OrderedDict()
_WRITTEN: Final = threading.Condition()
_WAIT_S: Final = 10.0


class Post(BaseEmailBackend):
    """Hands letters to the mail server; of those to made-up people it remembers the code.

    Their mailboxes are in this process, so to speak: nobody else reads them.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send them; return how many went out."""
        for message in email_messages:
            _remember(message)
        way = "smtp" if settings.MAIL_LEAVES else "dummy"
        below = get_connection(f"django.core.mail.backends.{way}.EmailBackend")
        return below.send_messages(list(email_messages)) or 0


def _remember(message: EmailMessage) -> None:
    found = _CODE.search(str(message.body))
    for address in message.to:
        if found is not None and _MADE_UP.fullmatch(address):
            with _WRITTEN:
                _CODES[address] = found.group()
                while len(_CODES) > _MOST:
                    _CODES.popitem(last=False)
                _WRITTEN.notify_all()


def code_of(address: str) -> str:
    """Return the code that was written to a made-up person; empty where none came."""
    with _WRITTEN:
        _WRITTEN.wait_for(lambda: address in _CODES, _WAIT_S)
        return _CODES.pop(address, "")
