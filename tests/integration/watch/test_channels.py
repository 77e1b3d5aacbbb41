"""Mail and webhooks to real servers on this machine."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.channels.errors import (
    BadChannel,
    LogInRefused,
    NotReached,
    NotTaken,
    NotTrusted,
    PlaceForbidden,
)
from amana.channels.mail import Letter, Relay
from amana.channels.webhook import Webhook
from amana.domain.errors import AmanaError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.integration.watch.conftest import MailServer, MakeCertificate, Taken

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LETTER = Letter(
    id="0a1b",
    to=("ops@dar.example",),
    subject="أمانة: تنبيه في دار الخدمات",
    text="كاد القرص يمتلئ.\n",
    language="ar",
    at=AT,
)


def _relay(server: "MailServer", password: str = "right") -> Relay:  # noqa: S107 - of a server that lives for one test
    address = f"smtp://amana:{password}@localhost:{server.port}"
    return Relay(address=address, sender="amana@dar.example")


def test_an_arabic_letter_arrives_whole(mail_server: "MailServer") -> None:
    """Subject and text are what was written, and the letter says its language."""
    _relay(mail_server).send(LETTER)
    (taken,) = mail_server.taken
    assert str(make_header(decode_header(taken["Subject"]))) == LETTER.subject
    text = taken.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.decode("utf-8").replace("\r\n", "\n") == LETTER.text
    assert taken["Content-Language"] == "ar"
    assert taken["Message-ID"] == "<0a1b@dar.example>"
    assert taken["Auto-Submitted"] == "auto-generated"


def test_a_wrong_password_is_told_without_it(mail_server: "MailServer") -> None:
    """The error names the fault, and neither the password nor the account."""
    with pytest.raises(LogInRefused) as told:
        _relay(mail_server, "planted-secret").log_in()
    assert "planted" not in str(told.value)
    assert "planted" not in repr(_relay(mail_server, "planted-secret"))


def test_mail_is_not_sent_past_a_certificate_that_nobody_vouches_for(
    mail_server: "MailServer", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever is in between reads the password."""
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NotTrusted):
        _relay(mail_server).send(LETTER)
    assert mail_server.taken == []


def test_a_server_that_is_not_there_is_said(mail_server: "MailServer") -> None:
    """Nothing hangs, and the address is not repeated."""
    del mail_server
    with pytest.raises(NotReached):
        Relay(address="smtp://localhost:1", sender="amana@dar.example").send(LETTER)


@pytest.mark.parametrize("sender", ["amana", "amana@", "a b@dar.example", "a@dar\n.example", ""])
def test_a_sender_that_is_no_address_is_refused_at_the_start(sender: str) -> None:
    """It would be found out with the first alarm only."""
    with pytest.raises(BadChannel):
        Relay(address="smtps://mail.dar.example", sender=sender)


def test_a_webhook_is_signed_so_that_its_end_can_tell(hook: "Taken") -> None:
    """The signature is over id, timestamp and body, as Standard Webhooks says."""
    body = b'{"type":"alarm.raised"}'
    Webhook(url=hook.url, secret=SECRET, private=True).send(body, message="msg-1", at=AT)
    ((headers, taken),) = hook.requests
    assert taken == body
    assert headers["webhook-id"] == "msg-1"
    assert headers["webhook-timestamp"] == str(int(AT.timestamp()))
    said = f"msg-1.{int(AT.timestamp())}.".encode() + body
    mac = hmac.new(bytes(range(32)), said, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(mac).decode()
    assert headers["host"].startswith("localhost:")


def test_a_webhook_into_the_own_network_is_not_sent(hook: "Taken") -> None:
    """A name that leads inside reaches nothing, unless that is allowed."""
    with pytest.raises(PlaceForbidden):
        Webhook(url=hook.url, secret=SECRET).send(b"{}", message="m", at=AT)
    assert hook.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/h",
        "https://[::1]/h",
        "https://[::ffff:127.0.0.1]/h",
        "https://10.0.0.7/h",
        "https://169.254.169.254/latest",
        "https://192.168.1.1/h",
        "https://[fd00::1]/h",
        "https://0.0.0.0/h",
        "https://[2002:7f00:1::]/h",
        "https://100.64.0.1/h",
    ],
)
def test_no_address_of_a_network_of_ones_own_is_public(url: str) -> None:
    """Also written in other ways: mapped, in 6to4, shared, link-local."""
    with pytest.raises(PlaceForbidden):
        Webhook(url=url, secret=SECRET).send(b"{}", message="m", at=AT)


def test_a_redirect_is_not_followed(hook: "Taken") -> None:
    """The message would go to a place that nobody chose."""
    hook.status = 307
    with pytest.raises(NotTaken):
        Webhook(url=hook.url, secret=SECRET, private=True).send(b"{}", message="m", at=AT)
    assert len(hook.requests) == 1


def test_a_webhook_with_a_foreign_certificate_is_not_trusted(
    certificate: Path,
    make_certificate: "MakeCertificate",
    listening: "Callable[[Path | None], AbstractContextManager[Taken]]",
) -> None:
    """The address was looked up before; the certificate must still be of the name."""
    assert certificate.is_file()
    with listening(make_certificate(timedelta(days=5))) as taken, pytest.raises(NotReached):
        Webhook(url=taken.url, secret=SECRET, private=True).send(b"{}", message="m", at=AT)


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://hooks.dar.example/x", SECRET),
        ("ftp://hooks.dar.example/x", SECRET),
        ("https://", SECRET),
        ("https://hooks.dar.example/x", "whsec_c2hvcnQ="),
        ("https://hooks.dar.example/x", "no base64!"),
    ],
)
def test_a_webhook_that_cannot_be_safe_is_refused_at_the_start(url: str, secret: str) -> None:
    """In clear beyond this machine, nowhere, or under a key that can be guessed."""
    with pytest.raises(BadChannel) as told:
        Webhook(url=url, secret=secret)
    assert isinstance(told.value, AmanaError)
    assert "dar.example" not in str(told.value)
