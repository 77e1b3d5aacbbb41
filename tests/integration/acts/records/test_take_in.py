"""Many records at once are decided, cut, sealed and shown as single ones are, under one entry."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan

from amana.acts.act import OPERATOR
from amana.acts.choices.choose import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.erase import erase
from amana.acts.records.asked import Circumstances
from amana.acts.records.errors import TimeOver, UndeclaredRecipient, UndeclaredType
from amana.acts.records.incoming import Incoming, Taken, Terms
from amana.acts.records.intake_errors import ImportMoved
from amana.acts.records.take_in import OfFile, take_in
from amana.domain.choice.word import Word
from amana.domain.person.facts import BornIn
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons import TieKind
from amana.storage.records.intake import Intake, Place

Take = Callable[..., Sequence[Taken]]
CARD = "4111 1111 1111 1111"
IMPORTED = Circumstances(occasion="registration", imported=True)


@pytest.fixture
def take(house: Any) -> Take:  # noqa: ANN401 - of conftest
    """Return what takes profiles in, on the usual terms unless others are given."""

    def taken(chunk: Sequence[Incoming], **given: Any) -> Sequence[Taken]:  # noqa: ANN401 - of ``Terms``
        rest = {name: given.pop(name) for name in ("of", "dry") if name in given}
        usual: dict[str, Any] = {
            "type": "profile",
            "purposes": frozenset({"orders"}),
            "how": IMPORTED,
        }
        terms = Terms(**(usual | given))
        return take_in(house.storage, house.service, chunk, terms, actor=OPERATOR, **rest)

    return taken


def _profiles(count: int, **more: object) -> list[Incoming]:
    """Return profiles of as many persons, numbered from one."""
    return [
        Incoming(
            number=number,
            person=f"p-{number}",
            key=f"k-{number}",
            values={"name": "مريم", "email": f"p{number}@example.org"} | more,
        )
        for number in range(1, count + 1)
    ]


def _codes(taken: Sequence[Taken]) -> list[str | None]:
    return [None if each.error is None else each.error.code for each in taken]


def test_a_chunk_comes_in_under_one_entry(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """Each person finds it among the acts about them, and it names nobody."""
    taken = take(_profiles(3))
    assert _codes(taken) == [None, None, None]
    entries = set()
    for each in taken:
        (record,) = house.door.records(house.service, person=f"p-{each.number}").records
        assert record.id == each.record
        assert record.fields["email"].now.value == f"p{each.number}@example.org"
        assert record.fields["email"].now.imported
        with house.storage.reading(house.service) as view:
            told = [act for act in view.people.acts(f"p-{each.number}") if act.act == "collect"]
        (act,) = told
        assert act.body["records"] == act.body["lines"] == 3
        assert "person" not in act.body
        assert act.promises == ("P1",)
        entries.add(act.entry)
    assert len(entries) == 1


@pytest.mark.promise("M2", "M15")
def test_bad_lines_are_told_apart_and_the_rest_stored(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """Wrong types, unknown fields, long values, strange characters, cards: each by its number."""
    bad = [
        Incoming(number=11, person="p-11", key="k-11", values={"name": 7}),
        Incoming(number=12, person="p-12", key="k-12", values={"shoe_size": "44"}),
        Incoming(number=13, person="p-13", key="k-13", values={"name": "x" * 10_000_000}),
        Incoming(number=14, person="p-14", key="k-14", values={"name": "a\ud800"}),
        Incoming(number=15, person="p-15", key="k-15", values={"email": "a\u202eb@example.org"}),
        Incoming(number=16, person="p-\x00", key="k-16", values={"name": "a"}),
        Incoming(number=17, person="p-17", key=None, values={"name": "a"}),
        Incoming(number=18, person="p-18", key="k-18", values={}),
        Incoming(number=19, person="p-19", key="k-1", values={"name": "a"}),
        Incoming(number=20, person="p-20", key="k-20", values={"name": f"a {CARD}"}),
    ]
    taken = take([*_profiles(2), *bad])
    assert _codes(taken) == [
        *(None, None),
        *("value.kind", "record.undeclared_field", "value.too_long", "value.character"),
        *("value.character", "decision.person", "record.wrong_key", "record.no_values"),
        *("record.exists", None),
    ]
    (record,) = house.door.records(house.service, person="p-20").records
    assert record.fields["name"].now.value == "a •••• 1111"
    assert taken[2].error is not None
    assert taken[2].error.fields["field"] == "name"


def test_a_key_that_is_taken_stays_whose_it_was(take: Take) -> None:
    """The same records again change nothing."""
    assert _codes(take(_profiles(2))) == [None, None]
    assert _codes(take(_profiles(3))) == ["record.exists", "record.exists", None]


def test_what_is_not_promised_is_refused_with_evidence(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """The refusal stands on the ledger, and nothing is stored."""
    taken = take(_profiles(2), purposes=frozenset({"news"}))
    assert _codes(taken) == ["record.not_promised"] * 2
    assert not house.door.records(house.service, person="p-1").records
    with house.storage.reading(house.service) as view:
        assert [a.outcome.value for a in view.people.acts("p-1") if a.act == "collect"] == [
            "refused"
        ]


def test_a_person_met_before_is_asked_about_alone(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """What is known about one says nothing about the others."""
    house.collect(person="p-1", key="first")
    assert _codes(take(_profiles(3))) == [None, None, None]
    assert len(house.door.records(house.service, person="p-1").records) == 2


@pytest.mark.promise("W9")
def test_who_was_erased_or_stays_out_is_left_out(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """By their id, and by an address on the list of those that stay out."""
    house.collect(person="p-1", key="first")
    erase(house.storage, house.service, person="p-1", actor=OPERATOR)
    with house.storage.work(house.service) as work:
        work.suppression.add(IdentifierKind.EMAIL, "p2@example.org", Why.OPTED_OUT)
        work.transaction.end(commit=True)
    assert _codes(take(_profiles(3))) == ["person.erased", "record.on_the_list", None]
    own = Circumstances(occasion="registration")
    assert _codes(take(_profiles(2)[1:], how=own)) == [None]


def test_a_record_whose_time_is_over_makes_room(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """As for a single record."""
    soon = datetime.now(UTC) + timedelta(milliseconds=300)
    assert _codes(take(_profiles(1), expires_at=soon)) == [None]
    with house.storage.work(house.service) as work:
        work.transaction.end(commit=False)
    while datetime.now(UTC) < soon + timedelta(milliseconds=20):
        pass
    assert _codes(take(_profiles(1))) == [None]
    with pytest.raises(TimeOver):
        take(_profiles(1), expires_at=soon)


def test_a_dry_run_leaves_nothing_behind(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """It says what would become of each."""
    taken = take([*_profiles(1), Incoming(number=2, person="p", key="k", values={})], dry=True)
    assert _codes(taken) == [None, "record.no_values"]
    assert not house.door.records(house.service, person="p-1").records
    with house.storage.reading(house.service) as view:
        assert not [act for act in view.people.acts("p-1") if act.act == "collect"]


def test_a_part_of_a_file_comes_in_once(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """Whoever comes second with the same part is refused, and nothing is doubled."""
    start = Place(place=0, line=0)
    with house.storage.work(house.service) as work:
        intake = Intake(transaction=work.transaction, service=house.service, sealer=work.sealer)
        assert intake.came("digest") == start
        work.transaction.end(commit=True)
    of = OfFile(digest="digest", before=start, after=Place(place=90, line=3), left_out=1)
    assert _codes(take(_profiles(2), of=of)) == [None, None]
    with pytest.raises(ImportMoved):
        take(_profiles(4)[2:], of=of)
    with house.storage.work(house.service) as work:
        intake = Intake(transaction=work.transaction, service=house.service, sealer=work.sealer)
        assert intake.came("digest") == Place(place=90, line=3, stored=2, left_out=1)


def test_a_chunk_without_a_record_leaves_evidence_too(take: Take) -> None:
    """Nothing changes without an entry."""
    assert _codes(take([Incoming(number=1, person="p", key="k", values={})])) == [
        "record.no_values"
    ]


def test_what_no_record_could_come_in_with_is_raised(take: Take) -> None:
    """A type that the map has not, a recipient that the policy has not."""
    with pytest.raises(UndeclaredType):
        take(_profiles(1), type="nothing")
    with pytest.raises(UndeclaredRecipient):
        take(_profiles(1), recipients=frozenset({"somebody"}))


def test_an_address_of_which_a_part_is_kept_is_looked_up_whole(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """Else its shortened form would slip past the list."""
    house.publish(
        "  P9: {collect: [email], from: person, at: [order], for: [orders], keep: shortened}",
        material=True,
    )
    with house.storage.work(house.service) as work:
        work.suppression.add(IdentifierKind.EMAIL, "p1@example.org", Why.ASKED)
        work.transaction.end(commit=True)
    assert _codes(take(_profiles(2))) == ["record.on_the_list", None]


def test_what_a_third_party_sends_is_looked_up_on_the_list(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """Somebody else's data do not bring an address back."""
    with house.storage.work(house.service) as work:
        work.suppression.add(IdentifierKind.PHONE, "+97455123456", Why.ERASED)
        work.transaction.end(commit=True)
    given = Incoming(number=1, person="p", key="k", values={"phone": "5512 3456"})
    how = Circumstances(origin=Origin.THIRD_PARTY, occasion="delivery", source="courier")
    assert _codes(take([given], how=how)) == ["record.on_the_list"]


@pytest.mark.promise("W9")
def test_each_who_may_not_come_in_is_refused_alone(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """Under age, objected, erased: three lines with their reasons, and the others stored."""
    house.publish(
        "  P9: {collect: [name, email], from: person, at: [registration], for: [quality]}\n"
        "  P10: {children: 13}",
        material=True,
    )
    house.collect(person="p-3", key="first")
    erase(house.storage, house.service, person="p-3", actor=OPERATOR)
    for person, age in (("p-1", 5), ("p-2", 30), ("p-4", 30), ("p-5", 30)):
        born = BornIn(year=datetime.now(UTC).year - age)
        PersonsDoor(house.storage).declare(
            house.service, person=person, value=born, origin=Origin.PERSON
        )
    objected = Choosing(person="p-2", word=Word.OBJECT, purposes=frozenset({"quality"}))
    ChoicesDoor(house.storage).choose(house.service, objected)
    taken = take(_profiles(5), purposes=frozenset({"quality"}))
    assert _codes(taken) == [
        *("record.not_promised", "record.not_promised", "person.erased", None, None)
    ]
    assert [each.error and each.error.fields.get("rules") for each in taken[:2]] == ["6", "5"]
    for person, held in (("p-1", 0), ("p-2", 0), ("p-4", 1), ("p-5", 1)):
        assert len(house.door.records(house.service, person=person).records) == held


@pytest.mark.promise("M2")
def test_what_may_not_be_stored_at_all_makes_no_record(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """As for a single one: the entry says that it came, and that none was made."""
    house.publish("  P9: {protect: [name], by: [not_stored]}", material=True)
    bare = Incoming(number=1, person="p-1", key="k-1", values={"name": "مريم"})
    full = Incoming(number=2, person="p-2", key="k-2", values={"name": "م", "phone": "55123456"})
    assert _codes(take([bare, full], dry=True)) == ["record.nothing_kept", None]
    assert _codes(take([bare, full])) == ["record.nothing_kept", None]
    assert not house.door.records(house.service, person="p-1").records
    (record,) = house.door.records(house.service, person="p-2").records
    assert set(record.fields) == {"phone"}
    with house.storage.reading(house.service) as view:
        (act,) = [act for act in view.people.acts("p-1") if act.act == "collect"]
    assert (act.outcome.value, act.body["lines"], act.body["records"]) == ("done", 2, 1)


@pytest.mark.promise("W9")
def test_an_erased_address_of_a_record_stays_out(house: Any, take: Take) -> None:  # noqa: ANN401 - of conftest
    """Under no other id, though nobody ever called it an identifier; a former one neither."""
    assert _codes(take(_profiles(1))) == [None]
    house.correct(person="p-1", key="k-1", values={"email": "new@example.org"})
    erase(house.storage, house.service, person="p-1", actor=OPERATOR)
    again = [
        Incoming(number=1, person="q-1", key="q-1", values={"email": "P1@example.org"}),
        Incoming(number=2, person="q-2", key="q-2", values={"email": "new@example.org"}),
        Incoming(number=3, person="q-3", key="q-3", values={"email": "other@example.org"}),
    ]
    assert _codes(take(again)) == ["record.on_the_list", "record.on_the_list", None]


@pytest.mark.parametrize("again", ["P1@Example.ORG", "p1@ｅxample.org"], ids=["case", "width"])
def test_an_address_of_an_erased_record_does_not_come_back(
    house: Any,  # noqa: ANN401 - of conftest
    take: Take,
    again: str,
) -> None:
    """Neither under a new id, nor in another writing; nor what stood there before a correction."""
    assert _codes(take(_profiles(2))) == [None, None]
    house.correct(person="p-2", key="k-2", values={"email": "later@example.org"})
    for person in ("p-1", "p-2"):
        erase(house.storage, house.service, person=person, actor=OPERATOR)
    given = [
        Incoming(number=number, person=f"new-{number}", key=f"n-{number}", values={"email": email})
        for number, email in enumerate(
            (again, "p2@example.org", "Later@example.org", "p3@example.org"), start=1
        )
    ]
    refused = ["record.on_the_list"] * 3
    assert _codes(take(given)) == [*refused, None]
    automatic = Circumstances(origin=Origin.AUTOMATIC, occasion="registration")
    assert _codes(take(given[:3], how=automatic)) == refused


def test_known_persons_are_decided_together_as_they_are_alone(
    house: Any,  # noqa: ANN401 - of conftest
    take: Take,
    spans: Any,  # noqa: ANN401 - of conftest
) -> None:
    """By choices under any id, age and guardian; in as many statements for ten as for fifty."""
    _with_quality(house, "children: 16, guardian: true")
    quality = frozenset({"quality"})
    said = ("refuses", "refuses-elsewhere", "child", "ward", "grown", "guardian", "nothing")
    fillers = [f"f-{number}" for number in range(50)]
    for person in (*said, "elsewhere", *fillers):
        house.collect(person=person, key=f"first-{person}")
    persons = PersonsDoor(house.storage)
    for person in ("refuses", "elsewhere"):
        objected = Choosing(person=person, word=Word.OBJECT, purposes=quality)
        ChoicesDoor(house.storage).choose(house.service, objected)
    persons.merge(house.service, person="refuses-elsewhere", other="elsewhere")
    ages = {"child": 5, "ward": 5} | dict.fromkeys(("grown", *fillers), 30)
    for person, age in ages.items():
        born = BornIn(year=datetime.now(UTC).year - age)
        persons.declare(house.service, person=person, value=born, origin=Origin.PERSON)
    persons.tie(house.service, person="guardian", other="ward", kind=TieKind.GUARDIAN)
    alone = [
        house.collect(person=person, key=f"alone-{person}", purposes=quality).answer.permitted
        for person in said
    ]
    assert alone == [False, False, False, True, True, False, False]
    taken = take(_of(said, "many"), purposes=quality)
    assert [each.error is None for each in taken] == alone
    counts = []
    for some in (fillers[:10], fillers):
        spans.clear()
        take(_of(some, f"all-{len(some)}"), purposes=quality)
        counts.append(Counter(_statements_on_persons(spans.get_finished_spans())))
    assert counts[0] == counts[1]
    assert counts[0]["intake.put_many"] == 1


def _statements_on_persons(spans: Sequence[ReadableSpan]) -> list[str]:
    """Return the names of what was asked of persons: a policy may be read again in between."""
    asked = [str((span.attributes or {}).get("amana.name")) for span in spans]
    parts = ("intake.", "persons.", "identifiers.", "choices.")
    return [name for name in asked if name.startswith(parts)]


def _with_quality(house: Any, children: str) -> None:  # noqa: ANN401 - of conftest
    house.publish(
        "  P9: {collect: [name, email], from: person, at: [registration], for: [quality]}\n"
        f"  P10: {{{children}}}",
        material=True,
    )


def _of(persons: Sequence[str], key: str) -> list[Incoming]:
    return [
        Incoming(number=number, person=person, key=f"{key}-{person}", values={"name": "مريم"})
        for number, person in enumerate(persons)
    ]
