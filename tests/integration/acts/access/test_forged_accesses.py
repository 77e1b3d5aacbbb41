"""What whoever stole a service's login may still do to accesses of staff: none of it holds."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from amana.acts.access.ask import AccessAsked
from amana.acts.access.read import ReadUnder
from amana.acts.doors.access import AccessDoor
from amana.acts.staff import Staff
from amana.storage import Storage
from amana.storage.errors import NotFound
from amana.storage.forging import forged_rows

pytestmark = pytest.mark.promise("A15", "W14")
EMAIL = AccessAsked(
    person="noor",
    data=frozenset({"email"}),
    purpose="checks",
    reason="a complaint of last week",
    lasts=timedelta(days=2),
)
BANK = replace(EMAIL, data=frozenset({"bank_account"}))
COPY = (
    "insert into access (service, id, reader, reader_role, person_key, data, purpose, whole,"
    " policy_version, approval, asked_by, asked_entry, ends_at, mark) select service, %s, reader,"
    " reader_role, person_key, data, purpose, true, policy_version, approval, {by}, asked_entry,"
    " ends_at, mark from access limit 1"
)


def _forged(storage: Storage, service: str) -> list[str]:
    with storage.reading(service) as view:
        return [each.code for each in forged_rows(view, most=10)]


def test_an_access_that_nobody_asked_for_lets_nobody_read(
    door: AccessDoor,
    storage: Storage,
    service: str,
    support: Staff,
    thief: psycopg.Connection,
) -> None:
    """Copied from one that was asked for, to see whole values; and the probe tells of it."""
    access = door.ask(support, service, asked=EMAIL).access
    assert access is not None
    assert _forged(storage, service) == []
    more = uuid4()
    thief.execute(COPY.replace("{by}", "asked_by"), (more,))  # type: ignore[arg-type,unused-ignore]  # put together
    with pytest.raises(NotFound):
        door.read(support, service, given=ReadUnder(access=more, whole=True))
    assert more not in {each.kept.id for each in door.accesses(support, service).accesses}
    assert _forged(storage, service) == ["access"]


def test_an_approval_by_nobody_is_refused_and_by_a_member_does_not_hold(  # noqa: PLR0913, PLR0917 - fixtures
    door: AccessDoor,
    storage: Storage,
    service: str,
    support: Staff,
    officer: Staff,
    thief: psycopg.Connection,
) -> None:
    """The database knows who has a role; what they did it only knows from an act."""
    access = door.ask(support, service, asked=BANK).access
    assert access is not None
    approve = (
        "update access set decided_by = %s, decided_at = transaction_timestamp(), approved = true"
    )
    with pytest.raises(psycopg.errors.RaiseException):
        thief.execute(approve, (uuid4(),))
    with pytest.raises(psycopg.errors.RaiseException):
        thief.execute(COPY.replace("{by}", "gen_random_uuid()"), (uuid4(),))  # type: ignore[arg-type,unused-ignore]  # put together
    thief.execute(approve, (officer.id,))
    with pytest.raises(NotFound):
        door.read(support, service, given=ReadUnder(access=access))
    assert _forged(storage, service) == ["access"]
