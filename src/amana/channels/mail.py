"""Mail out, over TLS, to one relay."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from amana.channels.errors import BadChannel, LogInRefused, NotReached, NotTaken, NotTrusted
from amana.domain.hosts import is_loopback
from amana.domain.words import Language

_SECONDS: Final = 15.0
_PORTS: Final = {"smtps": 465, "smtp": 587}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to be mailed."""

    id: str
    """Of letters, digits and hyphens; the same when it is sent again."""
    to: tuple[str, ...] = field(repr=False)
    subject: str
    text: str
    language: Language
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A mail server that takes our mail on, as ``smtps://name:password@host:port`` names it.

    ``smtp://`` begins in clear and goes on under TLS (RFC 3207); only to this machine itself may
    it do without. With ``smtps://`` all is under TLS (RFC 8314).
    """

    address: str = field(repr=False)
    sender: str = field(repr=False)

    def __post_init__(self) -> None:
        """Raise ``BadChannel`` where it could never be used."""
        parts = urlsplit(self.address)
        try:
            usable = parts.scheme in _PORTS and parts.hostname and (parts.port or 1)
        except ValueError:
            usable = None
        if not usable:
            raise BadChannel(what="mail_server")
        _mailbox(self.sender)

    def send(self, letter: Letter) -> None:
        """Hand the letter over once. Raises the errors of this package, which name nobody."""
        message = self._written(letter)
        with self._logged_in() as server:
            try:
                refused = server.send_message(message)
            except smtplib.SMTPResponseException as error:
                raise NotTaken(status=error.smtp_code) from None
            except smtplib.SMTPRecipientsRefused as error:
                raise NotTaken(status=max(code for code, _ in error.recipients.values())) from None
            if refused:
                raise NotTaken(status=max(code for code, _ in refused.values()))

    def log_in(self) -> None:
        """Try to log in, and send nothing."""
        with self._logged_in() as server:
            server.noop()

    @contextmanager
    def _logged_in(self) -> Iterator[smtplib.SMTP]:
        """Connect under TLS and log in. Causes are dropped: they hold what the server said."""
        try:
            with self._connected() as server:
                self._log_in(server)
                yield server
        except ssl.SSLError:
            raise NotTrusted from None
        except smtplib.SMTPAuthenticationError:
            raise LogInRefused from None
        except smtplib.SMTPNotSupportedError:
            raise NotTrusted from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotReached(status=getattr(error, "smtp_code", 0)) from None

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.address)
        host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls") or not is_loopback(host):
            server.starttls(context=context)
        return server

    def _log_in(self, server: smtplib.SMTP) -> None:
        parts = urlsplit(self.address)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))

    def _written(self, letter: Letter) -> EmailMessage:
        sender = _mailbox(self.sender)
        message = EmailMessage(policy=SMTP)
        message["From"] = sender
        message["To"] = [_mailbox(each) for each in letter.to]
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.at)
        message["Message-ID"] = f"<{letter.id}@{sender.domain}>"
        # Nobody's absence shall answer (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text, charset="utf-8", cte="base64")
        message["Content-Language"] = letter.language
        return message


def _mailbox(text: str) -> Address:
    """Read one mail address, or raise ``BadChannel``."""
    try:
        found = Address(addr_spec=text)
    except (ValueError, IndexError):
        raise BadChannel(what="mailbox") from None
    if not found.username or "." not in found.domain or not text.isascii():
        raise BadChannel(what="mailbox")
    return found
