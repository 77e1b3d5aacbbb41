"""The unit of work: nothing without evidence, nothing by half."""

import subprocess
import sys
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.ledger.errors import MalformedEntry
from amana.storage import Storage
from amana.storage.errors import (
    BadServiceName,
    Inconsistent,
    NotPermitted,
    ServiceNameTaken,
    TooSlow,
    UnknownService,
    WorkOver,
)

PERSON = "person-1"


def _used(*, act: str = "use") -> Entry:
    """Make an entry as an act of use leaves it."""
    return Entry(
        act=act,
        promises=("W5",),
        policy_version=1,
        body={"person": PERSON, "data": ("email",)},
        person=PERSON,
    )


def test_a_commit_writes_the_entry_its_body_its_person_and_its_promises(
    any_storage: Storage, any_service: str
) -> None:
    """What was committed is found by the person and by the promise, and opens."""
    with any_storage.work(any_service) as work:
        (entry,) = work.commit(_used())
    with any_storage.reading(any_service) as view:
        (about,) = view.people.acts(PERSON)
        (latest,) = view.evidence.latest_of(["W5"])["W5"]
        assert not view.people.acts("person-2")
    assert about.entry == latest.id == entry
    assert about.body == {"person": PERSON, "data": ("email",)}
    assert (about.act, about.outcome, about.promises) == ("use", Outcome.DONE, ("W5",))


def test_leaving_without_a_commit_leaves_nothing(any_storage: Storage, any_service: str) -> None:
    """A change whose work was left goes with it."""
    with any_storage.work(any_service) as work:
        work.policies.save_draft("amana: 1", {"ar": "نص"})
        assert work.policies.draft() is not None
    with any_storage.reading(any_service) as view:
        assert view.policies.draft() is None


def test_an_error_in_the_middle_leaves_nothing(any_storage: Storage, any_service: str) -> None:
    """One entry without a public form takes the whole commit back."""
    with pytest.raises(MalformedEntry), any_storage.work(any_service) as work:
        work.commit(_used(), _used(act="Not An Act"))
    with any_storage.reading(any_service) as view:
        assert not view.people.acts(PERSON)


def test_a_work_is_over_after_its_commit(any_storage: Storage, any_service: str) -> None:
    """Nothing can follow the evidence into the database."""
    with any_storage.work(any_service) as work:
        work.commit(_used())
        with pytest.raises(WorkOver):
            work.policies.save_draft("amana: 1", {})
        with pytest.raises(WorkOver):
            work.commit(_used())


def test_entries_of_one_commit_keep_their_order(any_storage: Storage, any_service: str) -> None:
    """Ids sort as the entries were given."""
    with any_storage.work(any_service) as work:
        ids = work.commit(_used(), *(_used() for _ in range(20)))
    assert list(ids) == sorted(ids)


@pytest.mark.slow
def test_a_commit_without_an_entry_does_not_type_check(tmp_path: Path) -> None:
    """The type checker refuses a commit without evidence."""
    program = tmp_path / "act.py"
    program.write_text(
        "from amana.storage import Work\n\ndef act(work: Work) -> None:\n    work.commit()\n"
    )
    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(program)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Missing positional argument "first" in call to "commit" of "Work"' in said.stdout


def test_now_is_the_databases_instant_and_does_not_move(
    any_storage: Storage, any_service: str
) -> None:
    """The instant is taken once, is aware, and is what the rows carry."""
    with any_storage.work(any_service) as work:
        before = work.now
        assert work.now.tzinfo is UTC
        work.commit(_used())
    with any_storage.reading(any_service) as view:
        (about,) = view.people.acts(PERSON)
        assert about.at == before
        assert view.now - before < timedelta(minutes=1)


def test_a_reading_cannot_write(any_storage: Storage, any_service: str) -> None:
    """The database itself refuses a change in a transaction for reading."""
    with (
        pytest.raises(AmanaError) as refused,
        any_storage.reading(any_service) as view,
    ):
        view.policies.save_draft("amana: 1", {})
    assert refused.value.code in {NotPermitted.code, Inconsistent.code}


def test_an_unknown_service_has_no_work(any_storage: Storage) -> None:
    """A name that nobody was given opens nothing, nor does one that is no name."""
    with pytest.raises(UnknownService), any_storage.work("nobody-here"):
        pass
    with pytest.raises(BadServiceName), any_storage.work("x; drop"):
        pass


@pytest.mark.parametrize("name", ["console", "static", "v1"])
def test_no_service_is_named_like_an_address_of_amana(any_storage: Storage, name: str) -> None:
    """Its pages would hide behind the console's, the files' or the API's."""
    with pytest.raises(BadServiceName):
        any_storage.create_service(name)


def test_a_service_name_is_given_once(any_storage: Storage, any_service: str) -> None:
    """A second service of the same name is refused, and the first goes on."""
    with pytest.raises(ServiceNameTaken):
        any_storage.create_service(any_service)
    with any_storage.reading(any_service) as view:
        assert view.service == any_service


def test_waiting_for_a_lock_ends(storage: Storage, service: str) -> None:
    """Who waits too long for another's row gets an error, not a traceback of the driver."""
    with storage.work(service) as first, storage.work(service) as second:
        first.policies.save_draft("one", {})
        second.transaction.rows("setup", "short_waits")
        with pytest.raises(TooSlow):
            second.policies.save_draft("two", {})


def test_the_services_are_listed(any_storage: Storage, any_service: str) -> None:
    """The platform sees the names of services."""
    assert any_service in any_storage.services()
