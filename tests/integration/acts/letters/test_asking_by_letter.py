"""Requests by mail: a link to the address that wrote, and only who reads there asks."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.acts.act import OPERATOR
from amana.acts.doors.request_links import RequestLinkDoor
from amana.acts.erase import erase
from amana.acts.letters.taking import LetterKind, Mailroom, take_letter
from amana.acts.requests.errors import LinkNotGood, UnusableAbout
from amana.acts.requests.watching import watch_requests
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage import Storage
from amana.storage.requests import RequestRow, Wanted

if TYPE_CHECKING:
    from tests.integration.acts.letters.conftest import House, Letter

LINK = re.compile(r"https://privacy\.house\.example/\S+/me/confirm/request/([A-Za-z0-9_-]{43})")
ERASE = "Please delete all my data"
Linked = Callable[..., str]


@pytest.fixture
def linked(house: "House", letter: "Letter") -> Linked:
    """Return what writes a letter and returns the token of the link that answers it."""

    def written(text: str = ERASE, sender: str = "layla@people.example", **headers: str) -> str:
        assert house.take(letter(text, sender, **headers)) is LetterKind.ASKED
        ((address, _, said),) = house.outgoing()
        assert address == sender
        (token,) = LINK.findall(said)
        return str(token)

    return written


def _ask(
    house: "House", token: str, kind: RequestKind = RequestKind.ERASURE, about: str = ""
) -> None:
    RequestLinkDoor(house.storage).ask(house.service, token, kind=kind, about=about)


def _rows(house: "House") -> tuple[RequestRow, ...]:
    with house.storage.reading(house.service) as view:
        listed = view.requests.listed(limit=50, wanted=Wanted(only_open=False))
        return tuple(view.requests.one(each.id) for each in listed)


def _key(house: "House", person: str) -> bytes:
    with house.storage.reading(house.service) as view:
        return view.sealer.person_key(person)


@pytest.mark.promise("A27")
@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [(ERASE, "erasure", "en"), ("أريد نسخة من بياناتي", "copy", "ar")],
)
def test_a_letter_is_answered_by_a_link_and_the_link_proves_who_asks(
    house: "House", linked: Linked, text: str, kind: str, language: str
) -> None:
    """Nothing is noted before the link is used; then it is the account's request, proven."""
    house.add("layla", "omar")
    token = linked(text)
    assert _rows(house) == ()
    shown = RequestLinkDoor(house.storage).show(house.service, token)
    assert (str(shown.kind), shown.language) == (kind, language)
    _ask(house, token, about="everything since 2020")
    (row,) = _rows(house)
    assert (row.door, row.state) == (RequestDoor.EMAIL, State.PROVEN)
    assert (row.proven_by, row.person_key) == ("account_email", _key(house, "layla"))
    ((address, subject, said),) = house.outgoing()
    assert address == ""
    assert "layla" not in subject + said
    assert "2020" not in said


@pytest.mark.promise("A27")
def test_who_is_not_known_is_sent_the_same_letter(house: "House", letter: "Letter") -> None:
    """Word for word, but for the secret of the link."""
    house.add("layla")
    for sender in ("layla@people.example", "nobody@people.example"):
        assert house.take(letter(ERASE, sender)) is LetterKind.ASKED
    known, unknown = house.outgoing()
    assert known[1] == unknown[1]
    assert LINK.sub("", known[2]) == LINK.sub("", unknown[2])
    doors = RequestLinkDoor(house.storage)
    shown = [doors.show(house.service, LINK.findall(each[2])[0]) for each in (known, unknown)]
    assert shown[0] == shown[1]


@pytest.mark.promise("A27")
def test_of_nobody_it_is_said_that_nothing_is_held(house: "House", linked: Linked) -> None:
    """The request is noted and ended; the letter goes to who asked, and tells of nobody else."""
    _ask(house, linked(sender="nobody@people.example"))
    (row,) = _rows(house)
    assert (row.state, row.reason, row.linked) == (State.REFUSED, "nothing_held", False)
    ((address, _, said),) = house.outgoing()
    assert address == "nobody@people.example"
    assert "no one person" in said


def test_an_address_that_several_share_proves_nobody(house: "House", linked: Linked) -> None:
    """It is said in the same words, and nobody's data is touched."""
    house.add("layla", "omar", address="family@people.example")
    _ask(house, linked(sender="family@people.example"))
    (row,) = _rows(house)
    assert (row.state, row.reason) == (State.REFUSED, "not_proven")
    assert "no one person" in house.outgoing()[0][2]


@pytest.mark.promise("A27")
def test_a_link_is_good_once_and_guessed_by_nobody(house: "House", linked: Linked) -> None:
    """Used again, changed, of another service, or past, it opens nothing."""
    house.add("layla")
    token = linked()
    for wrong in ("A" * 43, token[:-1], token + "A", "", "x" * 5_000):
        with pytest.raises(LinkNotGood):
            _ask(house, wrong)
    _ask(house, token)
    with pytest.raises(LinkNotGood):
        _ask(house, token, RequestKind.COPY)
    with pytest.raises(LinkNotGood):
        RequestLinkDoor(house.storage).show(house.service, token)
    assert len(_rows(house)) == 1
    house.outgoing()
    late = linked("Send me a copy of my data")
    with house.storage.administration() as connection:
        connection.execute(
            "update amana.request_link set expires_at = asked_at where service = %s",
            [house.service],
        )
    with pytest.raises(LinkNotGood):
        _ask(house, late, RequestKind.COPY)


def test_what_cannot_be_taken_leaves_the_link_good(house: "House", linked: Linked) -> None:
    """Whoever wrote too much tries again."""
    house.add("layla")
    token = linked()
    with pytest.raises(UnusableAbout):
        _ask(house, token, about="x" * 5_000)
    assert _rows(house) == ()
    _ask(house, token)
    assert len(_rows(house)) == 1


@pytest.mark.promise("A27")
def test_a_sender_that_the_relay_found_forged_is_sent_nothing(
    house: "House", letter: "Letter"
) -> None:
    """Nobody gets mail because somebody wrote in their name, where that was seen."""
    house.add("layla")
    forged = letter(
        ERASE,
        Authentication_Results="mx.house.example; dmarc=fail header.from=people.example",
    )
    assert house.take(forged) is LetterKind.FORGED
    assert house.outgoing() == []


def test_what_a_letter_says_of_its_own_proof_is_not_believed(
    house: "House", letter: "Letter"
) -> None:
    """A header of another relay, or one that passed, lets nobody ask without the link."""
    house.add("layla")
    for results in ("mx.else.example; dmarc=pass", "mx.house.example; dmarc=pass"):
        raw = letter(ERASE, Authentication_Results=results, subject=results)
        assert house.take(raw) is LetterKind.ASKED
    assert _rows(house) == ()
    assert len(house.outgoing()) == 1


@pytest.mark.promise("A27")
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"List_Id": "<all.people.example>"},
        {"from": "info@house.example"},
        {"from": "rights@house.example"},
        {"from": "mailer-daemon@people.example"},
    ],
)
def test_no_machine_and_no_address_of_ours_is_answered(
    house: "House", letter: "Letter", headers: dict[str, str]
) -> None:
    """Two programs that answer one another would never end."""
    assert house.take(letter(ERASE, **headers)) is LetterKind.AUTOMATIC
    assert house.outgoing() == []


@pytest.mark.promise("A27")
def test_two_hundred_letters_of_one_sender_are_one_link(house: "House", letter: "Letter") -> None:
    """Whatever they say; once it was used, the next letter has one again."""
    house.add("layla")
    for number in range(200):
        assert house.take(letter(f"{ERASE}, no. {number}")) is LetterKind.ASKED
    ((_, _, said),) = house.outgoing()
    _ask(house, LINK.findall(said)[0])
    house.outgoing()
    house.take(letter("And send me a copy of my data"))
    assert len(house.outgoing()) == 1


def test_a_letter_that_came_by_two_ways_is_taken_once(house: "House", letter: "Letter") -> None:
    """By its ``Message-ID`` and sender; another's letter of the same name is another."""
    for way, sender in (("a", "layla"), ("b", "layla"), ("c", "omar")):
        address = f"{sender}@people.example"
        raw = letter(ERASE, address, Message_ID="<same@people.example>", Received=f"by {way}")
        assert house.take(raw) is LetterKind.ASKED
    assert len(house.noted()) == 2
    assert [each[0] for each in house.outgoing()] == ["layla@people.example", "omar@people.example"]


def test_many_senders_make_of_the_service_no_sender_of_unwanted_mail(
    house: "House", letter: "Letter", thief: psycopg.Connection
) -> None:
    """With three hundred unused links in an hour, letters wait for a person."""
    thief.execute(
        "insert into request_link (service, id, hash, sealed, about, language, expires_at)"
        " select %s, gen_random_uuid(), sha256(n::text::bytea), 'x', sha256(n::text::bytea), 'en',"
        " now() + interval '1 day'"
        " from generate_series(1, 300) as n",
        [house.service],
    )
    assert house.take(letter(ERASE)) is LetterKind.OTHER
    assert house.outgoing() == []


def test_at_the_address_for_rights_the_words_do_not_matter(
    house: "House", letter: "Letter", linked: Linked
) -> None:
    """The page asks what is meant; elsewhere such a letter is for a person."""
    assert house.take(letter("Hello, it is about me")) is LetterKind.OTHER
    token = linked("Hello, it is about me", to="Rights <rights@house.example>")
    assert RequestLinkDoor(house.storage).show(house.service, token).kind is None


def test_a_letter_that_asks_for_two_things_chooses_none(house: "House", linked: Linked) -> None:
    """Its writer does, at the page."""
    token = linked("Send me a copy of my data and then delete my data")
    assert RequestLinkDoor(house.storage).show(house.service, token).kind is None


def test_who_asks_to_stop_and_for_erasure_has_both(house: "House", linked: Linked) -> None:
    """Less mail at once, and the link for the rest."""
    house.add("layla")
    linked("Unsubscribe me. And delete all my data.")
    assert house.states("layla") == {"news": "opted_out", "offers": "opted_out"}


def test_without_pages_a_letter_is_for_a_person(house: "House", letter: "Letter") -> None:
    """A service that has no address of its own on the web can send no link."""
    room = Mailroom(own=house.room.own)
    object.__setattr__(house, "room", room)
    assert house.take(letter(ERASE)) is LetterKind.OTHER


def test_a_letter_that_names_no_address_of_ours_is_answered_to_nobody(
    house: "House", letter: "Letter"
) -> None:
    """It may have been sent on; a person reads it."""
    assert house.take(letter(ERASE, to="else@people.example")) is LetterKind.OTHER
    assert house.outgoing() == []


@pytest.mark.promise("A27")
def test_a_letter_of_ten_megabytes_is_read_by_its_head(house: "House", letter: "Letter") -> None:
    """What hangs on it is never looked at."""
    raw = letter("x\n" * 10, subject=ERASE) + b"QUJD\n" * 2_000_000
    assert house.take(raw) is LetterKind.ASKED
    assert len(house.outgoing()) == 1


@pytest.mark.promise("A27")
def test_parts_in_parts_without_end_are_not_read(house: "House") -> None:
    """A letter made to cost more than it weighs is put aside."""
    head = f"From: layla@people.example\nTo: info@house.example\nSubject: {ERASE}\n"
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2_000)
    )
    assert house.take((head + nested).encode()) is LetterKind.UNREADABLE
    assert house.outgoing() == []


@pytest.mark.promise("A27")
@pytest.mark.parametrize(
    "sender",
    [
        "layla@people.example\n bcc: omar@people.example",
        "=?utf-8?q?layla=40people=2Eexample=0D=0ABcc=3A_omar?= <layla@people.example>",
        '"omar@people.example" <layla@people.example>',
    ],
)
def test_nothing_of_a_sender_gets_into_the_head_of_the_answer(house: "House", sender: str) -> None:
    """One address, and words of ours alone; or no answer."""
    subject = "=?utf-8?q?Delete_my_data=0D=0ABcc=3A_omar=40people=2Eexample?="
    raw = f"From: {sender}\nTo: info@house.example\nSubject: {subject}\n\nDelete my data\n"
    house.take(raw.encode())
    for address, said, _ in house.outgoing():
        assert address == "layla@people.example"
        assert said == "Your request about your data: one step is left (The House)"


def test_nothing_of_a_letter_is_kept(
    house: "House", linked: Linked, thief: psycopg.Connection
) -> None:
    """The address of a link stands sealed, and goes with the next letter once the link was used."""
    house.add("layla")
    token = linked("Delete my data, I was treated at the clinic")
    rows = thief.execute("select row_to_json(l)::text from request_link l").fetchall()
    assert rows
    assert not [row for row in rows if "layla" in row[0] or token in row[0]]
    _ask(house, token)
    house.outgoing()
    linked(sender="omar@people.example")
    count = thief.execute(
        "select count(*) from request_link where service = %s", [house.service]
    ).fetchone()
    assert count == (1,)


def test_an_address_that_is_none_is_answered_by_nobody(house: "House", letter: "Letter") -> None:
    """No mail can be sent there; a person reads the letter."""
    assert house.take(letter(ERASE, "layla@-.example")) is LetterKind.OTHER
    assert house.outgoing() == []


def test_before_its_first_policy_a_service_answers_nobody(
    storage: Storage, service: str, letter: "Letter"
) -> None:
    """Its letters are for a person."""
    room = Mailroom(own=frozenset({"info@house.example"}), site="https://privacy.house.example")
    assert take_letter(storage, service, letter(ERASE), room) is LetterKind.OTHER


def _links(house: "House") -> int:
    with house.storage.reading(house.service) as view:
        return view.request_doors.links_since(view.now - timedelta(days=1))


def test_an_address_goes_with_its_link(house: "House", linked: Linked) -> None:
    """Used up, or past: nothing waits for the next letter, and a used one counts for no limit."""
    _ask(house, linked(sender="nobody@people.example"))
    assert _links(house) == 0
    with house.storage.work(house.service) as work:
        work.request_doors.make_link(
            "past@people.example", kind=None, language="en", now=work.now, ends=work.now
        )
        work.over()
    assert _links(house) == 1
    watch_requests(house.storage, house.service)
    assert _links(house) == 0


def test_who_is_erased_has_no_link_left(house: "House", linked: Linked) -> None:
    """Found by a mark of the address; what was sent to others stays."""
    house.add("layla", "omar")
    hers, his = linked(), linked(sender="omar@people.example")
    erase(house.storage, house.service, person="layla", actor=OPERATOR)
    with house.storage.reading(house.service) as view:
        assert view.request_doors.link(hers) is None
        assert view.request_doors.link(his) is not None
