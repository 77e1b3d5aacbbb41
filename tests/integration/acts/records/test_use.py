"""Values are handed out as they were promised: for a purpose, masked, in their time, on record."""

from dataclasses import replace
from typing import Any

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.deciding.asked import Asked
from amana.acts.records.asked import Reading, Using, Which
from amana.acts.records.errors import NoSuchRecord, UndeclaredField, UnusableName, WrongKey
from amana.acts.records.use import use
from amana.domain.decision.rule import Need
from amana.storage.errors import Conflict, Inconsistent, PersonErased
from amana.storage.records.row import content_of
from amana.storage.work import View


def test_a_machine_gets_values_for_a_promised_purpose_and_leaves_evidence(house: Any) -> None:  # noqa: ANN401 - of conftest
    """The answer names the promise, and so does the entry in the person's history."""
    collected = house.collect()
    used = house.use(fields=frozenset({"email"}))
    assert used.answer.permitted
    assert used.answer.promises == ("P2",)
    assert used.values == {"email": "Maryam@example.org"}
    assert (used.record, used.version) == (collected.record, 1)
    with house.storage.reading(house.service) as view:
        latest = view.people.acts("person-1")[0]
    assert (latest.entry, latest.act, latest.promises) == (used.entry, "use", ("P2",))
    assert latest.body["fields"] == ("email",)
    assert "Maryam" not in str(latest.body)


def test_another_purpose_is_refused_and_nothing_is_handed_out(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Also where the purpose is declared, and where only one of several is not promised."""
    house.collect()
    for purposes in ({"news"}, {"orders", "news"}, {"unheard_of"}, set()):
        refused = house.use(purposes=frozenset(purposes))
        assert not refused.answer.permitted
        assert refused.values is None
    with pytest.raises(UnusableName):
        house.use(purposes=frozenset({"a purpose with blanks"}))


def test_a_record_is_named_by_key_or_id_and_is_its_persons_alone(house: Any) -> None:  # noqa: ANN401 - of conftest
    """What is not there, what is somebody else's and what has no such type answer alike."""
    record = house.collect().record
    by_id = Which(id=record)
    assert house.use(which=by_id, person="person-1").values is not None
    for given in (
        {"key": "k-2"},
        {"person": "person-2"},
        {"which": by_id, "person": "person-2"},
        {"which": Which(id=record, type="payment")},
        {"which": Which(id=house.collect(key="k-3").entry)},
    ):
        with pytest.raises(NoSuchRecord):
            house.use(**given)
    for which in (Which(), Which(type="profile"), Which(type="review", key="k")):
        with pytest.raises(WrongKey):
            house.use(which=which)
    with pytest.raises(UndeclaredField):
        house.use(fields=frozenset({"religion"}))


def _seconded(_: View, asked: Asked) -> Asked:
    """Say that a second person agreed."""
    met = frozenset({Need.GRANT, Need.SECOND_PERSON})
    return replace(asked, known=replace(asked.known, met=met))


@pytest.mark.promise("W7", "M15")
def test_accounts_and_cards_are_shown_masked_to_people(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """Even with a second person staff see the last four; a machine that pays gets all of it."""
    values = {"account": samples.iban, "card": samples.card}
    house.collect("payment", key="p-1", values=values)
    assert house.read("payment", "p-1").values is None
    reading = Reading(
        which=Which(type="payment", key="p-1"),
        purposes=frozenset({"quality"}),
        staff="member-7",
        reason="a complaint",
    )
    with house.storage.work(house.service) as work:
        read = use(Act(actor=OPERATOR, work=work), reading, asking=_seconded)
    assert read.values == {"account": "•••• DEFG", "card": "•••• 1111"}
    assert set(read.masked) == {"account", "card"}
    assert house.use("payment", "p-1").values["account"] == samples.iban
    with house.storage.reading(house.service) as view:
        entry = view.people.acts("person-1")[1]
    assert (entry.act, entry.body["reason"]) == ("read", "a complaint")


def test_staff_without_a_reason_or_a_promise_see_nothing(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """A card number in a reason is cut before it is written down."""
    house.collect()
    assert house.read(reason=" ").values is None
    assert house.read(staff="").values is None
    assert house.read(purposes=frozenset({"news"})).values is None
    read = house.read(fields=frozenset({"email"}), reason=f"lost card {samples.card}")
    assert read.values == {"email": "Maryam@example.org"}
    with house.storage.reading(house.service) as view:
        reason = str(view.people.acts("person-1")[0].body["reason"])
    assert reason == "lost card •••• 1111"


def test_who_was_erased_is_read_by_nobody(house: Any) -> None:  # noqa: ANN401 - of conftest
    """From the tombstone on records refuse; once the erasure is done no row of them is left."""
    record = house.collect().record
    house.correct()
    house.collect("review", key=None, values={"said": "good"})
    house.door.note_event(house.service, person="person-1", event="caller_told")
    with house.storage.work(house.service) as work:
        key = work.sealer.person_key("person-1")
        assert work.erasures.begin({key: None}, intended=work.name_entry())
        work.transaction.end(commit=True)
    with pytest.raises(PersonErased):
        house.use()
    with pytest.raises(PersonErased):
        house.door.records(house.service, person="person-1")
    with pytest.raises(PersonErased):
        house.collect(key="k-9")
    with house.storage.work(house.service) as work:
        forgotten = work.erasures.forget(key)
        work.transaction.end(commit=True)
    assert forgotten.records == 2
    assert forgotten.rest >= 1
    with pytest.raises(NoSuchRecord):
        house.door.use(house.service, Using(which=Which(id=record), purposes=frozenset({"orders"})))


def test_a_declared_field_that_a_record_does_not_hold_is_no_fault(house: Any) -> None:  # noqa: ANN401 - of conftest
    """It is decided like the others, and nothing is given for it."""
    house.collect()
    used = house.use(fields=frozenset({"email", "address"}))
    assert used.answer.permitted
    assert used.values == {"email": "Maryam@example.org"}


def test_a_record_whose_past_is_not_at_hand_is_not_decided(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """Where the version that brought a value went meanwhile, nobody guesses how it came in."""
    record = house.collect(values={"name": "مريم", "address": "Doha, street 1"}).record
    house.correct(values={"address": "Doha, street 2"}, how=samples.courier)
    with house.storage.reading(house.service) as view:
        stored = view.records.by_id(record)
    assert stored is not None
    assert stored.brought("name").number == 1
    with pytest.raises(Conflict):
        replace(stored, past=()).brought("name")


@pytest.mark.parametrize("text", [b"[]", b'{"person":"p","values":[]}', b'{"since":1,"values":{}}'])
def test_a_sealed_text_that_is_no_record_is_refused(text: bytes) -> None:
    """However it came there."""
    with pytest.raises(Inconsistent):
        content_of(text)


@pytest.mark.promise("M15")
def test_what_a_program_will_show_comes_masked_as_for_people(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """The permission is that of the use, the masks are those of a reading; the ledger says so."""
    house.collect("payment", key="p-1", values={"account": samples.iban, "card": samples.card})
    with house.storage.work(house.service) as work:
        shown = use(
            Act(actor=OPERATOR, work=work),
            Using(
                which=Which(type="payment", key="p-1"), purposes=frozenset({"orders"}), display=True
            ),
        )
    assert shown.values == {"account": "•••• DEFG", "card": "•••• 1111"}
    assert shown.answer.permitted
    assert (shown.answer.masks, shown.answer.duties) == ({"payment_card": "last4"}, ("mask",))
    with house.storage.reading(house.service) as view:
        entry = view.people.acts("person-1")[0]
    assert (entry.act, entry.body["display"]) == ("use", True)


def test_a_refused_use_is_refused_for_display_too(house: Any) -> None:  # noqa: ANN401 - of conftest
    """To be shown is no permission, and what nobody masks is shown whole."""
    house.collect(key="p-1")
    with house.storage.work(house.service) as work:
        act = Act(actor=OPERATOR, work=work)
        which = Which(type="profile", key="p-1")
        refused = use(act, Using(which=which, purposes=frozenset({"news"}), display=True))
    assert refused.values is None
    with house.storage.work(house.service) as work:
        act = Act(actor=OPERATOR, work=work)
        given = Using(
            which=which,
            purposes=frozenset({"orders"}),
            fields=frozenset({"email"}),
            display=True,
        )
        assert use(act, given).values == {"email": "Maryam@example.org"}


def test_a_readers_name_stands_on_the_ledger_as_said_by_the_application(
    house: Any,  # noqa: ANN401 - of conftest
    samples: Any,  # noqa: ANN401 - of conftest
) -> None:
    """Nothing checks that name: the entry tells who gave it; a card number in it is cut."""
    house.collect()
    house.read(fields=frozenset({"email"}), staff=f"Sara {samples.card}")
    with house.storage.reading(house.service) as view:
        body = view.people.acts("person-1")[0].body
    assert (body["staff"], body["staff_said_by"]) == ("Sara •••• 1111", "application")
