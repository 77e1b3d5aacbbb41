"""Who asked is written to: in their language, with dates and reasons, and nothing of theirs."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.errors import NotToldYet
from amana.acts.requests.extend import extend_request
from amana.acts.requests.fee import quote_fee, settle_fee
from amana.acts.requests.prove import prove_request
from amana.acts.requests.refuse import refuse_request
from amana.acts.requests.restricting import announce_lifting, lift_restriction
from amana.acts.requests.watching import watch_requests
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.states import State
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import ExtensionReason, RefusalReason, RequestKind
from amana.settings import Settings

ADDRESS = "layla@people.example"
SAID = "planted words of hers"
COPY, ERASURE, COMPLAINT = RequestKind.COPY, RequestKind.ERASURE, RequestKind.COMPLAINT

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: crm
tables:
  customer:
    erase: change
    person: {{own: id}}
    columns:
      email: {{is: email, type: email, erase: keep, reason: قانون الضرائب, until: P10Y}}
      name: {{is: email, type: text, erase: keep, reason: قانون الضرائب, until: P10Y}}
"""


@pytest.fixture
def known(founded: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return what founds a service under some laws, with an address of the person ``p``."""

    def under(laws: str) -> Any:  # noqa: ANN401 - the fixture's
        house = founded(laws)
        with house.storage.work(house.service) as work:
            work.identifiers.note(
                work.sealer.person_key("p"),
                IdentifierKind.EMAIL,
                ADDRESS,
                origin=Origin.PERSON,
                source=None,
                entry=work.name_entry(),
            )
            work.over()
        return house

    return under


def _do(house: Any, act: Callable[..., Any], *given: Any, **more: Any) -> Any:  # noqa: ANN401 - any act
    with house.storage.work(house.service) as work:
        return act(Act(actor=OPERATOR, work=work), *given, **more)


def _letters(house: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - the fixture's
    """Return what was put out, the first first, with nothing of what she said or is called."""
    with house.storage.work(house.service) as work:
        found = sorted(work.outbox.claim(limit=50), key=lambda each: each.id)
        contents: list[Mapping[str, Any]] = [
            {**(each.content or {}), "language": each.language} for each in found
        ]
    for each in contents:
        assert SAID not in str(each["text"]) + str(each["subject"])
        assert ADDRESS not in str(each["text"]) + str(each["subject"])
    return contents


@pytest.mark.promise("A27")
def test_receipt_is_told_with_the_day_and_what_is_to_be_proven(known: Callable[[str], Any]) -> None:
    """In her language, on the last day that is surely in time; again, when it is known who asks."""
    house = known("qatar")
    received = house.ask(COPY, about=SAID)
    (first,) = _letters(house)
    assert first["language"] == "ar"
    assert first["subject"] == "وصلنا طلبك بشأن بياناتك (الدار)"
    assert "نسخة من البيانات" in first["text"]
    assert "نتحقق من هويتك" in first["text"]
    _do(house, prove_request, received.request, means=IdentityMeans.DOCUMENT)
    second = _letters(house)[-1]
    assert "مركز الخصوصية" in second["text"]
    with house.storage.reading(house.service) as view:
        told = view.request_doors.told(received.request)
    assert told is not None
    assert told.confirmed_at is not None


@pytest.mark.promise("A26")
@pytest.mark.parametrize(
    ("laws", "authority"),
    [
        ("qatar", "الوكالة الوطنية للأمن السيبراني"),
        ("saudi", "الهيئة السعودية للبيانات"),
        ("gdpr", "سلطة حماية البيانات في بلدك"),
    ],
)
def test_a_refusal_says_why_whom_to_complain_to_and_that_there_are_courts(
    known: Callable[[str], Any], laws: str, authority: str
) -> None:
    """The authority is that of the laws under which it came in."""
    house = known(laws)
    received = house.ask(ERASURE, about=SAID)
    _do(house, refuse_request, received.request, reason=RefusalReason.LEGAL_HOLD)
    last = _letters(house)[-1]
    assert RefusalReason.LEGAL_HOLD.say("ar") in last["text"]
    assert authority in last["text"]
    assert "القضاء" in last["text"]


@pytest.mark.promise("M19")
def test_a_fee_is_told_before_work_begins(known: Callable[[str], Any]) -> None:
    """With its amount; settled, the request goes on without another letter."""
    house = known("qatar")
    received = house.ask(RequestKind.CORRECTION, proven=True)
    _do(house, quote_fee, received.request, amount=1050, currency="QAR")
    last = _letters(house)[-1]
    assert "١٠٫٥٠" in last["text"]
    assert "لن نبدأ قبل" in last["text"]
    count = len(_letters(house))
    assert _do(house, settle_fee, received.request) is State.PROVEN
    assert len(_letters(house)) == count


def test_an_extension_is_told_with_its_reason(known: Callable[[str], Any]) -> None:
    """And with the new day."""
    house = known("gdpr")
    received = house.ask(COPY)
    _do(house, extend_request, received.request, reason=ExtensionReason.COMPLEX)
    assert ExtensionReason.COMPLEX.say("ar") in _letters(house)[-1]["text"]


def test_who_was_erased_is_told_that_it_is_done(
    known: Callable[[str], Any], thief: psycopg.Connection
) -> None:
    """By the address as it was; once told, it stands nowhere but in the letter itself."""
    house = known("qatar")
    received = house.ask(ERASURE, proven=True)
    person = _do(house, begin, received.request)
    held = thief.execute(
        "select sealed from request_told where request = %s", [received.request]
    ).fetchone()
    assert held is not None
    assert held[0] is not None
    assert ADDRESS.encode() not in bytes(held[0])
    carry_out_erasure(house.storage, house.service, received.request, person=person, actor=OPERATOR)
    assert house.row(received.request).state is State.DONE
    last = _letters(house)[-1]
    assert last["address"] == ADDRESS
    assert "مُحيت بياناتك" in last["text"]
    gone = thief.execute(
        "select sealed from request_told where request = %s", [received.request]
    ).fetchone()
    assert gone == (None,)


@pytest.mark.promise("A26")
def test_where_to_complain_is_answered_without_anybody(known: Callable[[str], Any]) -> None:
    """The scheduled task ends it, and the letter names the authority."""
    house = known("jordan")
    received = house.ask(COMPLAINT, proven=True)
    watch_requests(house.storage, house.service)
    assert house.row(received.request).state is State.DONE
    assert "مجلس حماية البيانات الشخصية في الأردن" in _letters(house)[-1]["text"]


def test_who_has_no_address_is_written_nothing(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """They see it at the privacy centre."""
    request = house.ask(COPY, proven=True).request
    _do(house, refuse_request, request, reason=RefusalReason.UNFOUNDED)
    assert _letters(house) == []


def _unconfirmed(house: Any, request: UUID) -> None:  # noqa: ANN401 - the fixture's
    with house.storage.administration() as connection:
        connection.execute(
            "update amana.request_told set confirm_until = now() - interval '1 minute'"
            " where request = %s",
            [request],
        )


def test_california_wants_receipt_confirmed_and_that_is_watched(
    founded: Callable[[str], Any],
) -> None:
    """Ten business days; who was not told by then stands on the ledger, once."""
    house = founded("ccpa")
    request = house.ask(COPY).request
    with house.storage.reading(house.service) as view:
        told = view.request_doors.told(request)
    assert told is not None
    assert told.confirm_until is not None
    assert told.confirmed_at is None
    assert 10 <= (told.confirm_until - house.row(request).received_at).days <= 18
    watch_requests(house.storage, house.service)
    assert ("late-request", "failed") not in house.acts()
    _unconfirmed(house, request)
    watch_requests(house.storage, house.service)
    watch_requests(house.storage, house.service)
    assert house.acts().count(("late-request", "failed")) == 1


def test_who_was_told_in_time_is_never_noted_as_late(known: Callable[[str], Any]) -> None:
    """The letter of receipt is the confirmation."""
    house = known("ccpa")
    request = house.ask(COPY).request
    _unconfirmed(house, request)
    watch_requests(house.storage, house.service)
    assert ("late-request", "failed") not in house.acts()


def test_what_stays_is_told_with_its_reason_and_how_long(
    known: Callable[[str], Any], tmp_path: Path
) -> None:
    """In the map's own words, once for each reason, to who is erased and has no centre any more."""
    house = known("qatar")
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("create table customer (id text primary key, email text, name text)")
        opened.execute("insert into customer values ('p', 'p@x.example', 'Layla')")
        opened.commit()
    given = GivenSource(text=MAP.format(service=house.service), way=f"sqlite:///{file}")
    _do(house, add_source, OPEN, given)
    approve(house.storage, house.service, OPEN, "crm", 1, actor=OPERATOR)
    received = house.ask(ERASURE, proven=True)
    person = _do(house, begin, received.request)
    carry_out_erasure(house.storage, house.service, received.request, person=person, actor=OPERATOR)
    carry_all(house.storage, house.service, OPEN)
    assert house.row(received.request).state is State.PARTLY_DONE
    last = _letters(house)[-1]
    assert "نُفذ طلبك" in last["text"]
    assert last["text"].count("قانون الضرائب") == 1
    assert "ومدة حفظه: ١٠ سنوات" in last["text"]
    assert "customer" not in last["text"]


@pytest.mark.promise("A22")
def test_a_restriction_is_lifted_once_its_letter_left(
    known: Callable[[str], Any], thief: psycopg.Connection
) -> None:
    """Without the seven days of who has no address here."""
    house = known("qatar")
    request = house.ask(RequestKind.RESTRICTION, proven=True).request
    _do(house, begin, request)
    letter = _do(house, announce_lifting, request).letter
    assert letter is not None
    with pytest.raises(NotToldYet):
        _do(house, lift_restriction, request)
    thief.execute("update outbox set state = 'sent', sealed = null where id = %s", [letter])
    _do(house, lift_restriction, request)
    assert house.acts()[-1] == ("lift-restriction", "done")
