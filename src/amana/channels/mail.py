"""Mail out, over TLS, to one relay: several letters over one connection."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from amana.channels.dkim import Signer
from amana.channels.errors import (
    BadChannel,
    LogInRefused,
    NeedsUtf8,
    NotReached,
    NotTaken,
    NotTrusted,
    RecipientRefused,
)
from amana.channels.letter import Letter, mailbox, written
from amana.channels.pipelining import pipelined
from amana.domain.hosts import is_loopback

__all__ = ["Letter", "OpenRelay", "Relay"]

_SECONDS: Final = 15.0
_PORTS: Final = {"smtps": 465, "smtp": 587}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A mail server that takes our mail on, as ``smtps://name:password@host:port`` names it.

    ``smtp://`` begins in clear and goes on under TLS (RFC 3207); only to this machine itself may
    it do without. With ``smtps://`` all is under TLS (RFC 8314).
    """

    address: str = field(repr=False)
    sender: str = field(repr=False)
    signer: Signer | None = None
    """Signs what is sent; without one the relay does, if anybody."""

    def __post_init__(self) -> None:
        """Raise ``BadChannel`` where it could never be used."""
        parts = urlsplit(self.address)
        try:
            usable = parts.scheme in _PORTS and parts.hostname and (parts.port or 1)
        except ValueError:
            usable = None
        if not usable:
            raise BadChannel(what="mail_server")
        if not mailbox(self.sender).isascii():
            raise BadChannel(what="mailbox")

    def send(self, letter: Letter) -> None:
        """Hand the letter over once. Raises the errors of this package, which name nobody."""
        with self.open() as relay:
            relay.send(letter)

    @contextmanager
    def open(self) -> Iterator["OpenRelay"]:
        """Connect, for several letters. Raises what :meth:`send` does, also while one is sent."""
        with self._logged_in() as server:
            yield OpenRelay(relay=self, server=server)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRelay:
    """A connection to the relay, logged in."""

    relay: Relay
    server: smtplib.SMTP

    def send(self, letter: Letter) -> None:
        """Hand one letter over.

        Raises ``NotTaken`` where it is not taken, as ``RecipientRefused`` where its recipient is
        not, ``NeedsUtf8``, and ``BadChannel`` for what can stand in no letter; the connection
        goes on after each of them. A connection that broke raises ``NotReached``.
        """
        sender, utf8 = mailbox(self.relay.sender), letter.needs_utf8
        if utf8 and not self.server.has_extn("smtputf8"):
            raise NeedsUtf8
        content = written(letter, sender=sender)
        if self.relay.signer is not None:
            content = self.relay.signer.signed(content, at=letter.at)
        to = [mailbox(each) for each in letter.to]
        options = ("SMTPUTF8", "BODY=8BITMIME") if utf8 else ()
        hand_over = pipelined if self.server.has_extn("pipelining") else smtplib.SMTP.sendmail
        try:
            refused = hand_over(self.server, sender, to, content, options)
        except smtplib.SMTPRecipientsRefused as error:
            status = max(code for code, _ in error.recipients.values())
            raise RecipientRefused(status=status) from None
        except smtplib.SMTPResponseException as error:
            raise NotTaken(status=error.smtp_code) from None
        if refused:
            raise RecipientRefused(status=max(code for code, _ in refused.values()))
