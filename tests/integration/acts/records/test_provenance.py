"""Whatever is corrected, in whatever order: what was before can be read back whole."""

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.acts.cursors import WrongCursor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.records.asked import Circumstances, Which
from amana.acts.records.errors import NoSuchRecord, NoValues

_NUMBERS = count()
_FIELDS = ("name", "email", "phone", "address")
_VALUES = {
    "name": st.sampled_from(["مريم", "Noor", "x" * 300]),
    "email": st.sampled_from(["a@example.org", "b@example.org"]),
    "phone": st.sampled_from(["+97444123456", "+97444000000"]),
    "address": st.sampled_from(["Doha, street 1", "الدوحة"]),
}
_CHANGES = st.lists(
    st.sets(st.sampled_from(_FIELDS), min_size=1, max_size=3).flatmap(
        lambda some: st.fixed_dictionaries({f: st.none() | _VALUES[f] for f in sorted(some)})
    ),
    max_size=6,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=_CHANGES)
def test_every_correction_can_be_read_back(house: Any, changes: list[dict[str, Any]]) -> None:  # noqa: ANN401 - of conftest
    """Each field's values stand in their order with their entries; versions follow one another."""
    key, person = f"k-{next(_NUMBERS)}", f"person-{next(_NUMBERS)}"
    first = {"name": "مريم", "email": "a@example.org", "phone": "+97444123456", "address": "Doha"}
    done = house.collect(person=person, key=key, values=first)
    told: dict[str, list[tuple[Any, Any]]] = {f: [(v, done.entry)] for f, v in first.items()}
    held: dict[str, Any] = dict(first)
    version = 1
    for change in changes:
        after = {f: v for f, v in {**held, **change}.items() if v is not None}
        given_ = {"person": person, "seen": version, "values": change}
        if not after:
            with pytest.raises(NoValues):
                house.correct(key=key, **given_)
            continue
        corrected = house.correct(key=key, **_as_collected(given_, held))
        version += 1
        assert corrected.version == version
        for field, value in change.items():
            if value is not None:
                told[field].append((value, corrected.entry))
        held = after
    (record,) = house.door.records(house.service, person=person).records
    assert record.version == version
    for field, said in told.items():
        shown = record.fields[field]
        values = [*([shown.now] if shown.now else []), *shown.earlier]
        assert [(v.value, v.entry) for v in reversed(values)] == said
        assert (shown.now.value if shown.now else None) == held.get(field)
    assert house.use(key=key).values == held
    with house.storage.reading(house.service) as view:
        stored = view.records.by_id(record.id)
        (whole,) = view.records.page(view.persons.group(person), after=None, limit=2)
    assert stored is not None
    assert [v.number for v in (*whole.past, whole.current)] == list(range(1, version + 1))


def _as_collected(given_: dict[str, Any], held: dict[str, Any]) -> dict[str, Any]:
    """Name the occasion of a collection where the correction brings in what is not held."""
    if {field for field, value in given_["values"].items() if value is not None} <= set(held):
        return given_

    return given_ | {"how": Circumstances(occasion="order")}


def test_pages_go_through_all_records_once(house: Any) -> None:  # noqa: ANN401 - of conftest
    """In their order, also where others come in meanwhile; a place that is none is refused."""
    made = [
        house.collect("review", key=None, values={"said": f"review {n}"}).record for n in range(7)
    ]
    seen, after = [], None
    while True:
        page = house.door.records(house.service, person="person-1", after=after, limit=3)
        seen += [record.id for record in page.records]
        if after is None:
            made.append(house.collect("review", key=None, values={"said": "late"}).record)
        after = page.next
        if after is None:
            break
    assert seen == made
    with pytest.raises(WrongCursor):
        house.door.records(house.service, person="person-1", after="nowhere")
    with house.storage.reading(house.service) as view:
        assert view.people.acts("person-1")[0].act == "list-records"


def test_joined_ids_are_one_person_until_they_are_split(house: Any) -> None:  # noqa: ANN401 - of conftest
    """A copy goes over all ids of a person, and a record is found under any of them."""
    house.collect(person="visitor-9", key="k-9")
    house.collect(person="person-1", key="k-1")
    persons, which = PersonsDoor(house.storage), Which(type="profile", key="k-9")
    persons.merge(house.service, person="person-1", other="visitor-9")
    assert len(house.door.records(house.service, person="person-1").records) == 2
    assert house.use(which=which, person="person-1").values
    persons.split(house.service, person="person-1", other="visitor-9")
    (own,) = house.door.records(house.service, person="person-1").records
    assert own.key == "k-1"
    with pytest.raises(NoSuchRecord):
        house.use(which=which, person="person-1")
