"""What is collected is promised, declared, cut, sealed and on the ledger; else it is not there."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.erase import erase
from amana.acts.pause_service import pause_service
from amana.acts.records.asked import Circumstances
from amana.acts.records.errors import (
    NoSuchRecord,
    NoValues,
    RecordExists,
    TimeOver,
    TimeTooFar,
    UndeclaredField,
    UndeclaredRecipient,
    UndeclaredType,
    UnusableName,
    WrongKey,
    WrongSource,
)
from amana.acts.staying_out import Suppressed
from amana.domain.record.errors import UnfitValue
from amana.domain.vocabulary.collecting import Origin
from amana.storage.errors import ServicePaused

_FAR = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(-timedelta(hours=12)))
"""Past the year 9999 in UTC, where no calendar of ours reaches."""


@pytest.mark.promise("W2", "C1", "M1", "M4", "K1", "A4")
def test_what_a_person_gives_is_kept_with_origin_occasion_and_notice(house: Any) -> None:  # noqa: ANN401 - of conftest
    """A person's own copy says of each value where it came from, when, and under which notice."""
    done = house.collect()
    assert done.answer.permitted
    assert done.answer.promises == ("P1",)
    assert done.version == 1
    page = house.door.records(house.service, person="person-1")
    (record,) = page.records
    assert (record.id, record.type, record.key, record.version) == (
        done.record,
        "profile",
        "k-1",
        1,
    )
    assert record.purposes == ("orders",)
    email = record.fields["email"].now
    assert email.value == "Maryam@example.org"
    assert (email.origin, email.occasion, email.source) == ("person", "registration", None)
    assert email.notice_version == done.policy_version == 1
    assert email.entry == done.entry
    assert not record.fields["email"].earlier


@pytest.mark.promise("W3", "C2", "M3", "K5", "A5")
def test_what_comes_by_itself_is_kept_as_such_and_apart(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """What is noted by itself is a record of its own; an address is cut before it is kept."""
    given = {"key": None, "values": {"ip": "203.0.113.77"}, "purposes": frozenset({"quality"})}
    done = house.collect("visit", how=samples.automatic, **given)
    again = house.collect("visit", how=samples.automatic, **given)
    assert done.answer.permitted
    assert done.shortened == ("ip",)
    assert done.record != again.record
    records = house.door.records(house.service, person="person-1").records
    assert [r.fields["ip"].now.value for r in records] == ["203.0.113.0", "203.0.113.0"]
    assert {r.fields["ip"].now.origin for r in records} == {"automatic"}
    refused = house.collect("visit", **given)
    assert not refused.answer.permitted
    assert refused.record is None


@pytest.mark.promise("A2")
def test_what_was_not_declared_is_refused_by_its_name(house: Any) -> None:  # noqa: ANN401 - of conftest
    """An undeclared field or type is named in the error, never its value; nothing is stored."""
    with pytest.raises(UndeclaredField) as field:
        house.collect(values={"email": "a@example.org", "religion": "secret-value"})
    assert field.value.fields == {"type": "profile", "field": "religion"}
    with pytest.raises(UndeclaredType) as type_:
        house.collect("diary")
    assert type_.value.fields == {"type": "diary"}
    with pytest.raises(UndeclaredField) as value:
        house.collect(values={"4111111111111111": "x"})
    assert value.value.fields["field"] == "?"
    assert house.door.records(house.service, person="person-1").records == ()


def test_what_no_promise_permits_is_refused_and_leaves_evidence(house: Any) -> None:  # noqa: ANN401 - of conftest
    """A collection for another purpose, or at another occasion, is a gap; only its entry stays."""
    tried: tuple[dict[str, Any], ...] = (
        {"purposes": frozenset({"news"})},
        {"how": Circumstances(occasion="contest")},
        {"purposes": frozenset()},
    )
    for given in tried:
        refused = house.collect(**given)
        assert not refused.answer.permitted
        assert refused.record is None
    with house.storage.reading(house.service) as view:
        acts = view.people.acts("person-1")
    assert [act.outcome.value for act in acts] == ["refused"] * 3
    assert house.door.records(house.service, person="person-1").records == ()


@pytest.mark.promise("M2", "M15")
def test_a_full_card_number_is_cut_wherever_it_comes_in(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """In its own field, in free text and in Arabic digits only the last four digits are kept."""
    house.collect("payment", key="p-1", values={"card": samples.card})
    house.collect(
        "review", key=None, values={"said": "my card ٤١١١-١١١١-١١١١-١١١١ was charged twice"}
    )
    first, second = house.door.records(house.service, person="person-1").records
    assert first.fields["card"].now.value == "•••• 1111"
    assert "1111" in second.fields["said"].now.value
    assert "١١١١-١١١١" not in second.fields["said"].now.value
    with pytest.raises(WrongKey):
        house.collect(key=samples.card)


def test_a_key_names_one_record(house: Any) -> None:  # noqa: ANN401 - of conftest
    """A second record under a key is refused, whosever it is; the first stays as it was."""
    house.collect()
    for person in ("person-1", "person-2"):
        with pytest.raises(RecordExists) as refused:
            house.collect(person=person, values={"name": "Other"})
        assert refused.value.fields == {"type": "profile"}
    assert house.use().values["name"] == "مريم"


def test_a_record_past_its_time_is_as_if_it_were_not_there(house: Any) -> None:  # noqa: ANN401 - of conftest
    """It is neither used nor listed, and its key is free again."""
    soon = datetime.now(UTC) + timedelta(seconds=0.4)
    house.collect(expires_at=soon)
    assert house.use().values is not None
    while datetime.now(UTC) < soon + timedelta(seconds=0.1):
        pass
    with pytest.raises(NoSuchRecord):
        house.use()
    assert house.door.records(house.service, person="person-1").records == ()
    assert house.collect(values={"name": "New"}).version == 1
    assert house.use().values == {"name": "New"}


@pytest.mark.parametrize(
    ("type_", "given", "error"),
    [
        ("profile", {"values": {}}, NoValues),
        ("profile", {"key": None}, WrongKey),
        ("profile", {"key": ""}, WrongKey),
        ("profile", {"key": "a\u202eb"}, WrongKey),
        ("review", {"values": {"said": "x"}}, WrongKey),
        ("profile", {"values": {"email": "nowhere"}}, UnfitValue),
        ("profile", {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}, TimeOver),
        ("profile", {"expires_at": _FAR}, TimeTooFar),
        ("profile", {"recipients": frozenset({"stranger"})}, UndeclaredRecipient),
        ("profile", {"purposes": frozenset({"call 4111111111111111"})}, UnusableName),
        ("profile", {"how": Circumstances(origin=Origin.THIRD_PARTY)}, WrongSource),
        ("profile", {"how": Circumstances(source="courier")}, WrongSource),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_what_can_be_no_record_is_refused_and_not_stored(
    house: Any,  # noqa: ANN401 - of conftest
    type_: str,
    given: dict[str, Any],
    error: type[Exception],
) -> None:
    """The error says what is wrong, never with which value; nothing is kept."""
    with pytest.raises(error) as raised:
        house.collect(type_, **given)
    assert "nowhere" not in str(raised.value)
    assert house.door.records(house.service, person="person-1").records == ()


def test_recipients_and_machine_decisions_stand_beside_the_record(house: Any) -> None:  # noqa: ANN401 - of conftest
    """A person's copy says who gets a record, and whether machines decide by it alone."""
    house.collect(recipients=frozenset({"courier"}), automated=True)
    (record,) = house.door.records(house.service, person="person-1").records
    assert record.recipients == ("courier",)
    assert record.automated


@pytest.mark.promise("M15")
def test_what_is_promised_not_to_be_stored_is_left_out(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """The answer names the field; where nothing is left there is no record, only the entry."""
    house.publish("  P9: {protect: [opinion, phone], by: [not_stored]}", material=False)
    done = house.collect(values={"name": "مريم", "phone": "+97444123456"})
    assert done.left_out == ("phone",)
    assert house.use().values == {"name": "مريم"}
    nothing = house.collect("review", key=None, values={"said": f"paid with {samples.card}"})
    assert nothing.answer.permitted
    assert nothing.left_out == ("said",)
    assert (nothing.record, nothing.version) == (None, None)
    assert len(house.door.records(house.service, person="person-1").records) == 1


def test_a_paused_service_collects_nothing(house: Any) -> None:  # noqa: ANN401 - of conftest
    """From the pause on, whoever was let in before."""
    with house.storage.work(house.service) as work:
        pause_service(Act(actor=OPERATOR, work=work), reason="an inquiry")
    with pytest.raises(ServicePaused):
        house.collect()
    with pytest.raises(ServicePaused):
        house.use()


def test_an_address_that_stays_out_comes_back_by_its_person_alone(
    house: Any,  # noqa: ANN401 - of conftest
    samples: Any,  # noqa: ANN401 - of conftest
) -> None:
    """Others are refused, in collections and corrections; once the person gave it, no more."""
    phone, by_courier = {"phone": "+974 4412 3456"}, samples.courier
    house.collect(values=phone)
    erase(house.storage, house.service, person="person-1", actor=OPERATOR)
    with pytest.raises(Suppressed):
        house.collect(person="new", key="k-2", values=phone, how=by_courier)
    imported = Circumstances(occasion="registration", imported=True)
    with pytest.raises(Suppressed):
        house.collect(person="new", key="k-2", values=phone, how=imported)
    house.publish(PHONES, material=False)
    house.collect(person="new", key="k-2", values={"phone": "+974 4400 0000"})
    with pytest.raises(Suppressed):
        house.correct(
            person="new",
            key="k-2",
            values=phone,
            how=by_courier,
            purposes=frozenset({"orders"}),
        )
    assert house.collect(person="new", key="k-3", values=phone).record
    assert house.collect(person="new", key="k-4", values=phone, how=by_courier).record


PHONES = """
  P9:
    collect: [phone]
    from: third-party
    at: [delivery]
    source: [courier]
    for: [orders]
    corrects: true
"""


def test_a_record_that_does_not_open_stops_no_erasure(house: Any) -> None:  # noqa: ANN401 - of conftest
    """A key that is gone already keeps nobody from being erased."""
    house.collect()
    with house.storage.reading(house.service) as view:
        key = view.sealer.person_key("person-1")
    house.storage.person_keys.destroy(house.service, [key])
    assert erase(house.storage, house.service, person="person-1", actor=OPERATOR).ids == 1
