"""Laws of an access of staff, over whatever is done to it and whenever."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from amana.domain.access.access import (
    LONGEST,
    Access,
    AccessState,
    Scope,
    approve,
    ask,
    refuse,
    take_back,
)
from amana.domain.errors import AmanaError
from amana.domain.staff import StaffRole

BEGUN = datetime(2026, 3, 1, tzinfo=UTC)
PEOPLE = tuple(UUID(int=number) for number in (1, 2, 3))
FINAL = {AccessState.REFUSED, AccessState.ENDED, AccessState.TAKEN_BACK}
DATA = ("email", "health", "phone")
DEEDS = {"approve": approve, "refuse": refuse, "take back": take_back}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that somebody does to an access, some time after it was asked for."""

    name: str
    by: UUID
    after: timedelta


data = st.frozensets(st.sampled_from(DATA), min_size=1)
persons = st.sampled_from([b"a" * 32, b"b" * 32])
scopes = st.builds(
    Scope,
    reader=st.sampled_from([*PEOPLE, *StaffRole]),
    person=st.none() | persons,
    data=data,
    purpose=st.sampled_from(["support", "checks"]),
    whole=st.booleans(),
)
lengths = st.timedeltas(timedelta(seconds=1), LONGEST)
asked = st.builds(
    ask,
    scopes,
    by=st.sampled_from(PEOPLE),
    at=st.just(BEGUN),
    lasts=lengths,
    approval=st.booleans(),
)
deeds = st.lists(
    st.builds(
        Deed,
        name=st.sampled_from(sorted(DEEDS)),
        by=st.sampled_from(PEOPLE),
        after=st.timedeltas(timedelta(0), LONGEST * 1.2),
    ),
    max_size=6,
).map(lambda found: sorted(found, key=lambda deed: deed.after))


def done(access: Access, deed: Deed) -> Access:
    """Return the access after the deed, the same one where it is refused."""
    with suppress(AmanaError):
        return DEEDS[deed.name](access, by=deed.by, at=BEGUN + deed.after)
    return access


@given(asked, deeds)
def test_what_is_over_stays_as_it_is(access: Access, later: list[Deed]) -> None:
    """Neither an approval nor a refusal nor a taking back changes it any more."""
    for deed in later:
        before = access.state(BEGUN + deed.after)
        after = done(access, deed)
        if before in FINAL:
            assert after == access
        access = after


@given(asked, deeds)
def test_an_open_one_that_needs_approval_was_approved_by_somebody_else(
    access: Access, later: list[Deed]
) -> None:
    """Neither who asked nor who reads is the second person."""
    for deed in later:
        access = done(access, deed)
        if access.approval and access.state(BEGUN + deed.after) is AccessState.OPEN:
            assert access.seconded
            assert access.decided_by not in {None, access.asked_by, access.scope.reader}


@given(asked, deeds)
def test_nothing_prolongs_it(access: Access, later: list[Deed]) -> None:
    """Its end stands when it is asked for, within the longest time; from then on it is over."""
    ends_at = access.ends_at
    for deed in later:
        access = done(access, deed)
    assert access.ends_at == ends_at <= BEGUN + LONGEST
    assert access.state(ends_at) in FINAL


@given(scopes, persons, data, st.sampled_from(["support", "checks"]))
def test_it_covers_no_more_than_it_names(
    scope: Scope, person: bytes, wanted: frozenset[str], purpose: str
) -> None:
    """Not another person, nor other data, nor another purpose."""
    covered = scope.covers(person=person, data=wanted, purposes=frozenset({purpose}))
    assert covered == (
        scope.person in (None, person) and wanted <= scope.data and purpose == scope.purpose
    )
    assert not scope.covers(person=person, data=wanted, purposes=frozenset())
    assert not scope.covers(person=person, data=frozenset(), purposes=frozenset({purpose}))


@given(asked)
def test_a_standing_one_is_never_open_at_once(access: Access) -> None:
    """What is wider than one reader and one person waits for somebody else."""
    wanted = AccessState.ASKED if access.approval else AccessState.OPEN
    assert access.state(BEGUN) is wanted
    if access.scope.standing:
        assert access.approval
