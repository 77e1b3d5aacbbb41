"""What ``amana access`` prints of the accesses, and what it means to end one there."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from amana.acts.access.answer import approve_access, take_back_access
from amana.acts.access.ask import AccessAsked, ask_for_access
from amana.acts.access.read import ReadUnder, read_under_access
from amana.acts.act import OPERATOR, Act, NotPermitted
from amana.acts.doors.access import AccessDoor
from amana.acts.staff import Staff
from amana.cli.access import show_accesses
from amana.cli.printing import Format
from amana.domain.access.access import AccessState
from amana.storage import Storage

ASKED = AccessAsked(
    person="noor",
    data=frozenset({"email"}),
    purpose="checks",
    reason="a complaint of last week",
    lasts=timedelta(days=2),
)


def test_the_list_names_categories_and_purpose_and_nobody(
    storage: Storage,
    door: AccessDoor,
    service: str,
    support: Staff,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In words and as JSON: neither the person nor the reason."""
    show_accesses(storage, service, Format.TEXT, "en")
    assert "Nobody has asked" in capsys.readouterr().out
    access = door.ask(support, service, asked=ASKED).access
    show_accesses(storage, service, Format.TEXT, "en")
    shown = capsys.readouterr().out
    assert f"{access}  open  {support.id}  person  email  checks" in shown
    show_accesses(storage, service, Format.JSON, "ar")
    listed = capsys.readouterr().out
    (row,) = json.loads(listed)["accesses"]
    assert (row["data"], row["state"], row["whole"]) == ("email", "open", False)
    for printed in (shown, listed):
        assert "noor" not in printed
        assert "complaint" not in printed


def test_who_runs_the_machine_ends_an_access_and_asks_for_none(
    storage: Storage, door: AccessDoor, service: str, support: Staff
) -> None:
    """They are no reader: nobody reads from the command line."""
    access = door.ask(support, service, asked=ASKED).access
    assert access is not None
    with storage.work(service) as work:
        take_back_access(Act(actor=OPERATOR, work=work), access)
    (over,) = door.accesses(support, service).accesses
    assert over.state is AccessState.TAKEN_BACK
    refused(storage, service, lambda act: ask_for_access(act, ASKED))
    refused(storage, service, lambda act: approve_access(act, access))
    refused(storage, service, lambda act: read_under_access(act, ReadUnder(access=access)))


def refused(storage: Storage, service: str, deed: Callable[[Act], object]) -> None:
    """Check that who runs the machine may not do this."""
    with storage.work(service) as work, pytest.raises(NotPermitted):
        deed(Act(actor=OPERATOR, work=work))
