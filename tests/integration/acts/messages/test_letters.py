"""What a promotional letter carries: the way out in its head, signed, and in its foot."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import dkim  # type: ignore[import-untyped]  # has no types
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from amana.channels.dkim import Signer, signer_of
from amana.channels.errors import BadChannel, NeedsUtf8
from amana.channels.letter import Letter, WayOut, mailbox, written
from amana.domain.choice.word import Word
from amana.domain.message.content import checked_subject, checked_text
from amana.domain.message.errors import BadContent
from amana.domain.vocabulary.messages import Channel, MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OUT = WayOut(
    url="https://privacy.house.example/store/unsubscribe/" + "a" * 80,
    mailto="mailto:privacy@house.example?subject=unsubscribe%20" + "a" * 80,
)


def _letter(**other: object) -> Letter:
    given: dict[str, object] = {
        "id": "0a1b",
        "to": ("amal@mail.example",),
        "subject": "عروض هذا الأسبوع من متجر الدار لمن طلبها منا في الشهر الماضي",
        "text": "أهلًا بك.\n  سطر ثانٍ \n\n\n",
        "language": "ar",
        "at": AT,
        "sender_name": "متجر الدار",
        "way_out": OUT,
        **other,
    }
    return Letter(**given)  # type: ignore[arg-type]  # the fields of a letter


def _public(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        made = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return b"v=DKIM1; k=rsa; p=" + base64.b64encode(made)
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return b"v=DKIM1; k=ed25519; p=" + base64.b64encode(raw)


@pytest.mark.promise("C7")
def test_another_program_verifies_our_signature_over_both_headers(tmp_path: Path) -> None:
    """Both headers of the way out are signed, and one that is added breaks the signature."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path = tmp_path / "dkim.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    signer = signer_of(path, domain="house.example", selector="s1")
    signed = signer.signed(written(_letter(), sender="mail@house.example"), at=AT)

    def look_up(*_given: object, **_named: object) -> bytes:
        return _public(key)

    assert dkim.verify(signed, dnsfunc=look_up)
    head = signed.partition(b"\r\n\r\n")[0].replace(b"\r\n\t", b"").lower()
    assert b"list-unsubscribe:" in head.partition(b"h=")[2]
    assert b"list-unsubscribe-post" in head.partition(b"h=")[2]
    more = signed.replace(b"MIME-Version", b"List-Unsubscribe: <https://x.example>\r\nMIME-Version")
    assert not dkim.verify(more, dnsfunc=look_up)


def test_a_weak_or_missing_key_is_refused(tmp_path: Path) -> None:
    """RSA of less than 2048 bits, names that are none, and files that hold no key."""
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - refused
    with pytest.raises(BadChannel):
        Signer(domain="house.example", selector="s1", key=weak)
    with pytest.raises(BadChannel):
        Signer(domain="house example", selector="s1", key=ed25519.Ed25519PrivateKey.generate())
    with pytest.raises(BadChannel):
        signer_of(tmp_path / "none.pem", domain="house.example", selector="s1")


@pytest.mark.promise("C7")
@pytest.mark.promise("C16")
@pytest.mark.promise("A30")
@pytest.mark.promise("A34")
@pytest.mark.parametrize(
    ("language", "stop", "write"),
    [("ar", "لإيقاف هذه الرسائل", "راسلنا"), ("en", "Stop these messages", "Write to us")],
)
def test_a_promotional_letter_shows_its_way_out_in_its_language(
    store: "Store", office: "PostOffice", language: str, stop: str, write: str
) -> None:
    """In its head as RFC 8058 says, at its foot with the contact, whole and not encoded."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "offers")
    store.put("p-1", MessageClass.PROMOTIONAL, "offers", language=language)
    store.send()
    (letter,) = office.taken
    head = letter.message
    listed = head["List-Unsubscribe"].replace("\r\n", "").replace("\n", "")
    link = f"https://privacy.house.example/{store.service}/unsubscribe/{letter.token}"
    assert listed.startswith(f"<{link}>, <mailto:privacy@house.example?subject=unsubscribe")
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert head["Auto-Submitted"] == "auto-generated"
    foot = letter.text.partition("\n-- \n")[2]
    assert f"{stop}: {link}" in foot
    assert f"{write}: privacy@house.example" in foot


@pytest.mark.parametrize(
    "subject",
    [
        "Hello\r\nBcc: all@mail.example",
        "Hello\nX: y",
        "a\u2028b",
        "\u202eesrever",
        "\u2067open",
        "\x00",
        "   ",
        "a" * 201,
    ],
)
def test_a_subject_that_ends_its_line_or_turns_words_around_is_refused(
    store: "Store", subject: str
) -> None:
    """Nothing is put out, and the error does not repeat it."""
    with pytest.raises(BadContent) as refused:
        store.put("p-1", MessageClass.SERVICE, "orders", subject=subject)
    assert subject.strip() not in str(refused.value) or not subject.strip()
    with store.storage.reading(store.service) as view:
        assert view.outbox.standing() == ()


def test_isolates_and_marks_of_arabic_stay() -> None:
    """What writers of Arabic need is no attack."""
    assert checked_subject(" طلب \u2068A-1\u2069 ") == "طلب \u2068A-1\u2069"
    assert checked_text("سطر\r\nثانٍ\n\n") == "سطر\nثانٍ\n"
    with pytest.raises(BadContent):
        checked_text("a" * 100_001)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender_name": "A\r\nBcc: x@y.example"},
        {"id": "a b"},
        {"to": ("amal@mail.example\r\nBcc: x@y.example",)},
        {"to": ("nobody",)},
        {"headers": (("X-A\r\nB", "c"),)},
        {"way_out": WayOut(url="https://x.example/>,<y", mailto="mailto:a@b.example")},
    ],
)
def test_nothing_in_a_letter_begins_a_header(wrong: dict[str, object]) -> None:
    """The writer of letters checks again what everybody before it checked."""
    with pytest.raises(BadChannel):
        written(_letter(**wrong), sender="mail@house.example")


def test_international_addresses_travel_or_are_refused_clearly(
    store: "Store", office: "PostOffice"
) -> None:
    """A domain goes in ASCII; a name goes in UTF-8 where the server takes it."""
    assert mailbox("amal@دار.example") == "amal@xn--mgbph.example"
    store.put(None, MessageClass.SERVICE, None, address="أمل@دار.example")
    assert store.send() == 1
    assert office.taken[0].to == ("أمل@xn--mgbph.example",)
    assert NeedsUtf8.code == "channel.needs_utf8"


def test_an_address_that_its_server_refuses_is_ended_for_what_can_stop(
    store: "Store", office: "PostOffice"
) -> None:
    """A refusal for good fails the message at once; what the order needs is tried on."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "news")
    office.refuses["amal@mail.example"] = "550 no such mailbox"
    first = store.put("p-1", MessageClass.NEWSLETTER, "news")
    assert store.send() == 0
    assert store.message(first).state == "failed"
    assert store.message(first).fault == "channel.recipient_refused"
    office.refuses.clear()
    second = store.put("p-1", MessageClass.NEWSLETTER, "news")
    order = store.put("p-1", MessageClass.TRANSACTIONAL, "orders")
    assert store.send() == 1
    assert store.message(second).fault == "messages.ended_address"
    assert store.message(order).state == "sent"


def test_what_is_refused_for_now_is_tried_later(store: "Store", office: "PostOffice") -> None:
    """With one entry of the intention, however often it is tried."""
    store.knows("p-1", "amal@mail.example")
    office.refuses["amal@mail.example"] = "451 busy"
    message = store.put("p-1", MessageClass.SERVICE, "orders")
    assert store.send() == 0
    row = store.message(message)
    assert (row.state, row.attempts, row.fault) == ("waiting", 1, "channel.recipient_refused")
    assert row.due_at > row.made_at
    assert store.send() == 0
    assert store.history("p-1") == [("message", "intended")]


@pytest.mark.promise("W8")
def test_a_channel_without_a_way_is_said(store: "Store") -> None:
    """It waits, and names what is missing."""
    store.knows("p-1", "+97433123456")
    message = store.put("p-1", MessageClass.TRANSACTIONAL, "orders", channel=Channel.SMS)
    assert store.send() == 0
    assert store.message(message).fault == "messages.no_way"


def test_a_notice_is_kept_for_the_services_own_pages(store: "Store") -> None:
    """Once, and marked as read when the person read it."""
    store.put("p-1", MessageClass.SERVICE, "orders", channel=Channel.IN_SERVICE)
    store.send()
    with store.storage.work(store.service) as work:
        group = work.persons.group("p-1")
        (notice,) = work.notices.of(group, limit=10)
        assert (notice.subject, notice.read_at) == ("أهلًا بك", None)
        assert work.notices.read(group, [notice.id]) == 1
        assert work.notices.read(group, [notice.id]) == 0
        assert work.notices.of(group, limit=10, unread=True) == ()
