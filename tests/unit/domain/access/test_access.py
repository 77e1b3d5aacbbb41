"""An access of staff, and the data that is delicate."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from amana.domain.access.access import (
    LONGEST,
    LONGEST_REASON,
    Scope,
    approve,
    ask,
    checked_reason,
    take_back,
)
from amana.domain.access.delicate import delicate
from amana.domain.access.errors import BadTime, NoReason, NothingNamed, NotOpen, SamePerson
from amana.domain.staff import StaffRole

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LAYLA, HUDA = UUID(int=1), UUID(int=2)
SCOPE = Scope(reader=LAYLA, person=b"p" * 32, data=frozenset({"email"}), purpose="support")


@pytest.mark.parametrize("reason", ["", "   ", "...", "x" * (LONGEST_REASON + 1)])
def test_a_reason_says_something(reason: str) -> None:
    """Marks and white space say nothing, and a book is no reason."""
    with pytest.raises(NoReason):
        checked_reason(reason)
    assert checked_reason("  a complaint\n") == "a complaint"


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(-1), LONGEST + timedelta(seconds=1)])
def test_a_time_is_bounded(lasts: timedelta) -> None:
    """Neither nothing nor more than the longest."""
    with pytest.raises(BadTime):
        ask(SCOPE, by=LAYLA, at=NOW, lasts=lasts, approval=False)


@pytest.mark.parametrize(("data", "purpose"), [(frozenset(), "support"), (frozenset("a"), "")])
def test_an_access_to_nothing_is_none(data: frozenset[str], purpose: str) -> None:
    """It names data, and what for."""
    with pytest.raises(NothingNamed):
        Scope(reader=LAYLA, person=None, data=data, purpose=purpose)


def test_nobody_is_their_own_second_person() -> None:
    """Somebody else is, who may also take it back: once."""
    access = ask(SCOPE, by=LAYLA, at=NOW, lasts=LONGEST, approval=True)
    with pytest.raises(SamePerson):
        approve(access, by=LAYLA, at=NOW)
    gone = take_back(approve(access, by=HUDA, at=NOW), by=HUDA, at=NOW)
    with pytest.raises(NotOpen):
        take_back(gone, by=None, at=NOW)


def test_a_role_reads_as_a_member_does() -> None:
    """An access of a role is everybody's who has it now, one of a member is theirs alone."""
    role = Scope(reader=StaffRole.SUPPORT, person=None, data=frozenset("a"), purpose="support")
    assert role.reads(LAYLA, StaffRole.SUPPORT)
    assert not role.reads(LAYLA, StaffRole.OWNER)
    assert SCOPE.reads(LAYLA, StaffRole.OWNER)
    assert not SCOPE.reads(HUDA, StaffRole.SUPPORT)


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("bank_account", "pd:BankAccount"),
        ("iban", None),
        ("account", "pd:BankAccount"),
        ("identity_document", "pd:OfficialID"),
        ("papers", "pd:Passport"),
        ("confidential", "dpv:PersonalData"),
        ("record", "pd:IndividualHealthHistory"),
        ("faith", "pd:ReligiousBelief"),
        ("sample", "pd:DNACode"),
        ("past", "pd:CriminalConviction"),
        ("other", "dpv:SpecialCategoryPersonalData"),
        ("login", "pd:Password"),
    ],
)
def test_what_is_delicate_needs_a_second_person(name: str, term: str | None) -> None:
    """By its own id, by its term, or by a word of its term."""
    assert delicate({name: term}) == {name}


def test_what_is_not_delicate_does_not() -> None:
    """A name, an address or an order; and no word within another one counts."""
    plain = {
        "name": "pd:Name",
        "email": "pd:EmailAddress",
        "location": "pd:Location",
        "order_booking": "pd:Purchase",
        "trace": "pd:Tracking",
        "other": "dpv:PersonalData",
        "unnamed": None,
    }
    assert delicate(plain) == frozenset()
