"""Letters that come in: what is read of them, and what they cannot do."""

import time
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.channels.incoming import (
    LARGEST,
    BadLetter,
    LetterIn,
    Proof,
    Report,
    ReportKind,
    read_letter,
)
from amana.domain.letters.asking_to_stop import asks_to_stop

OURS = UUID("019a6f6e-7b3c-7000-8000-000000000000")
RELAY = "mx.dar.example"


def _letter(text: str = "Please stop.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"from": "Layla <layla@people.example>", "to": "info@dar.example", "subject": "Hello"}
    for name, value in (given | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        message[name] = value
    message["Message-ID"] = "<m-1@people.example>"
    message.set_content(text)
    return message


def _read(message: EmailMessage | MIMEMultipart, authserv: str | None = RELAY) -> LetterIn:
    return read_letter(message.as_bytes(), authserv=authserv)


def _bounce(status: str = "5.1.1", action: str = "failed", about: str | None = None) -> bytes:
    about = f"<{OURS}@dar.example>" if about is None else about
    return (
        "From: MAILER-DAEMON@mx.people.example\nTo: amana@dar.example\nReturn-Path: <>\n"
        "Subject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nIt was not delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.people.example\n\n"
        f"Final-Recipient: rfc822; layla@people.example\nAction: {action}\nStatus: {status}\n\n"
        "--b\nContent-Type: text/rfc822-headers\n\n"
        f"From: amana@dar.example\nMessage-ID: {about}\n\n--b--\n"
    ).encode()


def _complaint(kind: str = "abuse") -> MIMEMultipart:
    report = MIMEMultipart("report", report_type="feedback-report")
    report["From"] = "fbl@provider.example"
    report["To"] = "amana@dar.example"
    report.attach(MIMEText("This is an abuse report."))
    fields = EmailMessage()
    fields["Feedback-Type"] = kind
    part = MIMEMessage(fields)
    part.replace_header("Content-Type", "message/feedback-report")
    report.attach(part)
    original = EmailMessage()
    original["Message-ID"] = f"<{OURS}@dar.example>"
    original.set_content("Offers")
    report.attach(MIMEMessage(original))
    return report


def test_a_letter_is_read() -> None:
    """Who wrote it, to whom, and what."""
    letter = _read(_letter("أوقفوا الرسائل", subject="الاشتراك"))
    assert letter.sender == "layla@people.example"
    assert letter.to == {"info@dar.example"}
    assert letter.subject == "الاشتراك"
    assert letter.text.strip() == "أوقفوا الرسائل"
    assert letter.message_id == "<m-1@people.example>"
    assert (letter.automatic, letter.proof, letter.report) == (False, Proof.UNKNOWN, None)
    assert "layla" not in repr(letter)


def test_of_a_page_what_is_quoted_is_not_the_writers() -> None:
    """Programs put the letter that is answered into a block."""
    message = _letter()
    message.set_content(
        "<style>p {}</style><p>Where is my order?</p><blockquote>unsubscribe</blockquote>",
        subtype="html",
    )
    letter = _read(message)
    assert letter.text.strip() == "Where is my order?"
    message.set_content("<div>unsub&#115;cribe me</div>", subtype="html")
    assert asks_to_stop("", _read(message).text)


@pytest.mark.parametrize(
    ("results", "proof"),
    [
        (f"{RELAY}; spf=pass; dmarc=pass header.from=people.example", Proof.PASSED),
        (f"{RELAY}; dmarc=pass (p=none; dis=none) header.from=people.example", Proof.PASSED),
        (f"{RELAY}; dmarc=fail header.from=people.example", Proof.FAILED),
        (f"{RELAY}; dmarc=pass header.from=other.example", Proof.FAILED),
        (f"{RELAY}; dmarc=none header.from=people.example", Proof.UNKNOWN),
        (f"{RELAY}; spf=pass", Proof.UNKNOWN),
        ("evil.example; dmarc=pass", Proof.UNKNOWN),
        (";;;", Proof.UNKNOWN),
    ],
)
def test_only_the_word_of_ones_own_relay_counts(results: str, proof: Proof) -> None:
    """Anybody may write such a header into a letter."""
    assert _read(_letter(authentication_results=results)).proof is proof


def test_a_header_of_ones_relay_beneath_another_is_not_believed() -> None:
    """The relay puts its own on top; what is beneath came with the letter."""
    forged = f"Authentication-Results: {RELAY}; dmarc=pass\n"
    raw = b"Authentication-Results: evil.example; x=y\n" + forged.encode() + _letter().as_bytes()
    assert read_letter(raw, authserv=RELAY).proof is Proof.UNKNOWN
    assert read_letter(raw).proof is Proof.UNKNOWN


@pytest.mark.parametrize(
    "headers",
    [
        {"auto_submitted": "auto-replied"},
        {"auto_submitted": "auto-generated; x=y"},
        {"return_path": "<>"},
        {"precedence": "bulk"},
        {"list_id": "<news.example>"},
        {"from": "MAILER-DAEMON@people.example"},
        {"from": "owner-news@people.example"},
        {"from": "news-bounces@people.example"},
        {"from": "noreply@people.example"},
        {"from": "a@people.example, b@people.example"},
        {"from": "undisclosed:;"},
    ],
)
def test_what_no_person_wrote_is_seen(headers: dict[str, str]) -> None:
    """Machines that answer machines never end (RFC 3834)."""
    assert _read(_letter(**headers)).automatic


def test_a_sender_that_stands_twice_is_none() -> None:
    """Programs show one of the two, and which one nobody knows."""
    raw = b"From: other@people.example\n" + _letter().as_bytes()
    letter = read_letter(raw)
    assert letter.sender is None
    assert letter.automatic


@pytest.mark.parametrize(
    ("raw", "report"),
    [
        (_bounce(), Report(kind=ReportKind.BOUNCED, message=OURS)),
        (_bounce("5.0.0"), Report(kind=ReportKind.BOUNCED, message=OURS)),
        (_bounce("5.2.2"), Report(kind=ReportKind.DELAYED, message=OURS)),
        (_bounce("5.7.1"), Report(kind=ReportKind.DELAYED, message=OURS)),
        (_bounce("4.4.7"), Report(kind=ReportKind.DELAYED, message=OURS)),
        (_bounce("5.1.1", "delayed"), Report(kind=ReportKind.DELAYED, message=OURS)),
        (_bounce(about="<x@y.example>"), Report(kind=ReportKind.BOUNCED, message=None)),
        (_bounce(about=""), Report(kind=ReportKind.BOUNCED, message=None)),
        (_complaint().as_bytes(), Report(kind=ReportKind.COMPLAINED, message=OURS)),
        (_complaint("not-spam").as_bytes(), None),
    ],
)
def test_reports_name_a_letter_of_ours(raw: bytes, report: Report | None) -> None:
    """By its id alone, and only what is for good ends an address."""
    letter = read_letter(raw)
    assert letter.report == report
    assert letter.automatic


def test_of_a_letter_of_ten_megabytes_the_head_is_read() -> None:
    """Who wants to stop may attach a picture; nobody makes us read it."""
    letter = read_letter(_letter("x" * 70 + "\n", subject="unsubscribe").as_bytes() * 100_000)
    assert letter.subject == "unsubscribe"
    assert letter.text == ""
    assert LARGEST < 10_000_000


def test_parts_within_parts_are_refused_before_they_are_read() -> None:
    """A thousand levels are a page of bytes and hours of work."""
    raw = b"From: a@b.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (level, level)
        for level in range(1000)
    )
    with pytest.raises(BadLetter) as told:
        read_letter(raw)
    assert told.value.fields == {"what": "depth"}


def test_thousands_of_parts_are_refused() -> None:
    """As are parts beside parts."""
    raw = b'From: a@b.example\nContent-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\n" * 1000
    with pytest.raises(BadLetter) as told:
        read_letter(raw)
    assert told.value.fields == {"what": "parts"}


@pytest.mark.parametrize(
    "raw",
    [
        b"X: " + b"x" * 20_000 + b"\n\n",
        b"X: x\n" * 400 + b"\n",
        b"x" * 200_000,
        b"X:" + b" x\n" * 50_000,
        b"",
    ],
)
def test_heads_without_end_are_refused(raw: bytes) -> None:
    """Lines, fields and their number have bounds."""
    with pytest.raises(BadLetter) as told:
        read_letter(raw)
    assert told.value.fields == {"what": "head"}


def test_a_subject_cannot_bring_a_header_along() -> None:
    """A line break that was written as a code is a space."""
    letter = _read(_letter())
    coded = b"subject: =?utf-8?q?a=0D=0ABcc=3A_x?="
    raw = _letter().as_bytes().replace(b"subject: Hello", coded)
    assert letter.subject == "Hello"
    assert read_letter(raw).subject == "a Bcc: x"


@pytest.mark.parametrize(
    "charset", ["punycode", "zlib", "unicode_escape", "none", "utf-16", "x" * 99]
)
def test_a_charset_that_nobody_writes_in_is_read_as_utf_8(charset: str) -> None:
    """Some that are known cost more than their length."""
    raw = f'From: a@b.example\nContent-Type: text/plain; charset="{charset}"\n\nstop'.encode()
    assert read_letter(raw).text == "stop"


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing that comes by mail stops the reading."""
    try:
        letter = read_letter(raw, authserv=RELAY)
    except BadLetter:
        return
    assert letter.subject == " ".join(letter.subject.split())


@given(st.text(max_size=300), st.sampled_from(["From", "Subject", "Authentication-Results", "To"]))
def test_any_field_is_read_or_refused(value: str, name: str) -> None:
    """Also what is no address, no code and no result."""
    raw = f"{name}: {value}\n\n".encode("utf-8", "surrogatepass")
    try:
        read_letter(raw, authserv=RELAY)
    except BadLetter:
        return


def test_comments_in_comments_without_end_are_no_address() -> None:
    """Each opens a level of the parser of addresses; a letter that fails would come for ever."""
    read = read_letter(b"From: " + b"(" * 15_000 + b"\r\nTo: " + b"(" * 15_000 + b"\r\n\r\nstop")
    assert read.sender is None
    assert read.automatic


@pytest.mark.parametrize("piece", [b"<a ", b"<!", b"</", b"<script>", b'<a b="', b"<!--", b"&"])
def test_tags_that_are_never_closed_cost_no_more_than_their_length(piece: bytes) -> None:
    """The standard library's parser takes forty seconds of one of them."""
    body = piece * (900_000 // len(piece))
    began = time.process_time()
    read_letter(b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + body)
    assert time.process_time() - began < 3


def test_what_a_sender_put_in_quotes_is_not_the_relays_word() -> None:
    """A mailbox of one's own may be named like a result."""
    raw = (
        b"From: v@victim.example\r\n"
        b"Authentication-Results: mx.example.org; spf=pass"
        b' smtp.mailfrom="x; dmarc=pass header.from=victim.example y"@evil.example;'
        b" dmarc=fail header.from=victim.example\r\n\r\nstop"
    )
    assert read_letter(raw, authserv="mx.example.org").proof is Proof.FAILED
