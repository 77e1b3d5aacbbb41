"""Letters that come in: a wish is followed and answered once, a machine never, a forger nowhere."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest

from amana.acts.letters.maildir import Mailbox, forget_letters
from amana.acts.letters.taking import LetterKind
from amana.acts.messages.put_out import Outgoing, put_out
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage import ServerAddress
from amana.storage.errors import NotFound

if TYPE_CHECKING:
    from tests.integration.acts.letters.conftest import House, Letter


@pytest.mark.promise("K18", "C7")
@pytest.mark.parametrize(
    ("text", "language"), [("Please unsubscribe me", "en"), ("أوقفوا إرسال العروض إليّ", "ar")]
)
def test_who_writes_that_they_want_no_more_gets_no_more(
    house: "House", letter: "Letter", text: str, language: str
) -> None:
    """It is their word about all promotion, and the answer confirms it in their language."""
    house.add("layla", "omar")
    assert house.take(letter(text)) is LetterKind.STOPPED
    assert house.states("layla") == {"news": "opted_out", "offers": "opted_out"}
    assert house.states("omar") == {}
    assert house.stays_out("layla@people.example")
    assert house.answers() == [f"{language} layla@people.example"]


@pytest.mark.promise("K18")
def test_an_unknown_address_gets_the_same_answer(house: "House", letter: "Letter") -> None:
    """Nobody learns from it who is known; and the address stays out from then on."""
    house.take(letter("stop", "nobody@people.example"))
    assert house.answers() == ["en nobody@people.example"]
    assert house.stays_out("nobody@people.example")


def test_of_an_address_that_several_share_nobodys_word_is_taken(
    house: "House", letter: "Letter"
) -> None:
    """The address itself stays out; whose wish it was cannot be told."""
    house.add("layla", "omar", address="family@people.example")
    house.take(letter("stop", "family@people.example"))
    assert house.stays_out("family@people.example")
    assert house.states("layla") == house.states("omar") == {}


def test_a_letter_that_comes_twice_is_taken_once(house: "House", letter: "Letter") -> None:
    """A mail system that was in doubt sends it again."""
    house.add("layla")
    raw = letter("stop")
    assert [house.take(raw), house.take(raw)] == [LetterKind.STOPPED] * 2
    assert house.noted() == ["stopped"]
    assert len(house.answers()) == 1


def test_at_most_one_answer_goes_to_an_address_in_a_day(house: "House", letter: "Letter") -> None:
    """Whoever writes a hundred letters gets one (RFC 3834)."""
    for number in range(5):
        assert house.take(letter(f"Unsubscribe me, letter {number}")) is LetterKind.STOPPED
    assert len(house.answers()) == 1


def test_the_next_day_there_is_an_answer_again(
    house: "House", letter: "Letter", server: ServerAddress
) -> None:
    """Who wrote again is told again."""
    house.take(letter("stop"))
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute("update amana.letter_answer set at = at - interval '25 hours'")
    house.take(letter("stop now"))
    assert len(house.answers()) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"auto_submitted": "auto-replied"},
        {"return_path": "<>"},
        {"precedence": "bulk"},
        {"list_id": "<news.example>"},
        {"sender": "MAILER-DAEMON@people.example"},
        {"sender": "info@house.example"},
        {"sender": "a@people.example, b@people.example"},
    ],
)
def test_no_machine_is_followed_or_answered(
    house: "House", letter: "Letter", headers: dict[str, str]
) -> None:
    """Two programs that answer each other never end."""
    assert house.take(letter("unsubscribe", **headers)) is LetterKind.AUTOMATIC
    assert house.answers() == []
    assert not house.stays_out("layla@people.example")


def test_two_services_that_write_to_each_other_fall_silent(
    house: "House", letter: "Letter"
) -> None:
    """Our own answer, sent back to us as it is, is a machine's."""
    house.take(letter("stop", "other@house-two.example"))
    ours = letter(
        "You wrote to us that you want no more offers. unsubscribe",
        "other@house-two.example",
        auto_submitted="auto-generated",
        subject="Automatic answer: unsubscribe",
    )
    assert house.take(ours) is LetterKind.AUTOMATIC
    assert len(house.answers()) == 1


def test_what_does_not_name_the_service_is_followed_and_not_answered(
    house: "House", letter: "Letter"
) -> None:
    """It came by a list, or by a hidden copy: an answer would go to who did not ask."""
    assert house.take(letter("stop", to="others@people.example")) is LetterKind.STOPPED
    assert house.answers() == []
    assert house.stays_out("layla@people.example")


@pytest.mark.promise("K18")
def test_a_sender_that_the_own_relay_found_forged_changes_nothing(
    house: "House", letter: "Letter", server: ServerAddress
) -> None:
    """It is on the ledger as refused, and a person sees it."""
    house.add("layla")
    forged = letter(
        "unsubscribe",
        authentication_results="mx.house.example; dmarc=fail header.from=people.example",
    )
    assert house.take(forged) is LetterKind.FORGED
    assert house.states("layla") == {}
    assert not house.stays_out("layla@people.example")
    assert house.answers() == []
    with psycopg.connect(server.conninfo()) as connection:
        (found,) = connection.execute(
            "select count(*) from amana.entry_promise"
            " where service = %s and act = 'take-letter' and outcome = 'refused'",
            [house.service],
        ).fetchall()
    assert found == (1,)
    assert house.noted() == ["forged"]


def test_how_a_sender_was_proved_is_noted(house: "House", letter: "Letter") -> None:
    """By the own relay's word, or not at all: a wish to get less is followed in both cases."""
    passed = "mx.house.example; dmarc=pass header.from=people.example"
    house.take(letter("stop", authentication_results=passed))
    house.take(letter("stop", "omar@people.example"))
    with house.storage.reading(house.service) as view:
        found = view.letters_in.listed(only_open=False, most=10)
    assert sorted(each.proof for each in found) == ["passed", "unknown"]


def _bounce(message: UUID, status: str = "5.1.1") -> bytes:
    return (
        "From: MAILER-DAEMON@mx.people.example\nTo: info@house.example\nReturn-Path: <>\n"
        "Subject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nunsubscribe\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.people.example\n\n"
        f"Final-Recipient: rfc822; layla@people.example\nAction: failed\nStatus: {status}\n\n"
        "--b\nContent-Type: text/rfc822-headers\n\n"
        f"From: info@house.example\nMessage-ID: <{message}@house.example>\n\n--b--\n"
    ).encode()


def test_a_bounce_of_a_letter_of_ours_ends_its_address_and_is_not_answered(
    house: "House",
) -> None:
    """Twice is once; one of the moment, and one about no letter of ours, ends nothing."""
    house.add("layla")
    with house.storage.work(house.service) as work:
        message = put_out(
            work,
            Outgoing(
                person="layla",
                message_class=MessageClass.TRANSACTIONAL,
                purpose="orders",
                channel=Channel.EMAIL,
                language="en",
                subject="Your order",
                text="It is on its way.",
            ),
        )
        work.over()
    house.send()
    assert house.take(_bounce(message, "4.4.1")) is LetterKind.AUTOMATIC
    assert house.take(_bounce(UUID(int=7))) is LetterKind.AUTOMATIC
    raw = _bounce(message)
    assert [house.take(raw), house.take(raw)] == [LetterKind.BOUNCED] * 2
    assert house.answers() == []
    with house.storage.reading(house.service) as view:
        members = view.persons.group("layla")
        assert len(view.outbox.ended_addresses(members)) == 1


def test_other_letters_are_for_a_person_to_see(house: "House", letter: "Letter") -> None:
    """Nothing of what they say is kept; a person marks them as seen."""
    assert house.take(letter("Where is my order?")) is LetterKind.OTHER
    with house.storage.work(house.service) as work:
        (noted,) = work.letters_in.listed(only_open=True, most=10)
        work.letters_in.seen(noted.id)
        assert work.letters_in.listed(only_open=True, most=10) == ()
        with pytest.raises(NotFound):
            work.letters_in.seen(UUID(int=7))


def test_a_bomb_is_put_aside_unread(house: "House") -> None:
    """A thousand parts within each other do nothing but stand in the list."""
    raw = b"From: a@b.example\n" + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' * 1000
    assert house.take(raw) is LetterKind.UNREADABLE
    assert house.answers() == []


def test_a_maildir_is_taken_letter_by_letter(
    house: "House", letter: "Letter", tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What was dealt with is marked seen, the rest stays new to whoever reads the mailbox."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    secret = tmp_path / "secret"
    secret.write_bytes(letter("stop", "planted-secret@people.example"))
    (tmp_path / "new" / "1.a.host").write_bytes(letter("stop"))
    (tmp_path / "new" / "2.b.host").write_bytes(letter("Where is my order?"))
    (tmp_path / "new" / "3.planted-name.host").symlink_to(secret)
    mailbox = Mailbox(folders={house.service: tmp_path}, room=house.room)
    with caplog.at_level(logging.INFO):
        mailbox.look(house.storage, house.service)
        mailbox.look(house.storage, "another-service")
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == [
        "1.a.host:2,S",
        "2.b.host:2,",
        "3.planted-name.host:2,",
    ]
    assert not list((tmp_path / "new").iterdir())
    assert house.stays_out("layla@people.example")
    assert not house.stays_out("planted-secret@people.example")
    assert "planted" not in caplog.text
    assert "layla" not in caplog.text


def test_letters_that_cannot_be_taken_stop_none_behind_them(
    house: "House", letter: "Letter", tmp_path: Path
) -> None:
    """Each is counted and put before a person; while nothing can be noted, all stay."""
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    for number in range(200):
        (tmp_path / "new" / f"1.{number:03}.host").symlink_to(tmp_path / "nowhere")
    (tmp_path / "new" / "2.host").write_bytes(letter("stop"))
    mailbox = Mailbox(folders={house.service: tmp_path, "nobody": tmp_path}, room=house.room)
    mailbox.look(house.storage, "nobody")
    assert len(list((tmp_path / "new").iterdir())) == 201
    mailbox.look(house.storage, house.service)
    assert set(house.noted()) == {"unreadable"}
    assert len(list((tmp_path / "cur").iterdir())) == 200
    mailbox.look(house.storage, house.service)
    assert house.stays_out("layla@people.example")
    assert not list((tmp_path / "new").iterdir())


def test_what_is_noted_of_letters_is_deleted_after_three_months(
    house: "House", letter: "Letter", server: ServerAddress
) -> None:
    """A hash of a sender is not kept for ever."""
    house.take(letter("stop"))
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute("update amana.letter_in set at = at - interval '91 days'")
        connection.execute("update amana.letter_answer set at = at - interval '91 days'")
    forget_letters(house.storage, house.service)
    assert house.noted() == []
