"""In a silence its person is shown nothing of a release: neither a no, nor what went out."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from tests.integration.acts.releases.conftest import COURT, Office

from amana.acts.act import OPERATOR, Act
from amana.acts.me.copied import listed_parts
from amana.acts.me.received import show_received
from amana.acts.sharing.disclose import disclose
from amana.acts.sharing.disclosing import Disclosing
from amana.acts.sharing.log import as_csv, disclosure_json, every_disclosure
from amana.domain.sharing.disclosing import Method
from amana.domain.vocabulary.sharing import Nature

COVERED = frozenset({"email"})
BEYOND = frozenset({"email", "phone"})


@pytest.fixture
def silenced(office: Office) -> UUID:
    """Approve a release of which the person may not hear for thirty days."""
    with office.storage.reading(office.service) as view:
        until = view.now.date() + timedelta(days=30)
    release = office.propose(silent_until=until)
    office.approve(release)
    return release


def went_outside(
    office: Office, release: UUID, person: str = "layla", data: frozenset[str] = COVERED
) -> bool:
    """Record what went to the court already; return whether it was permitted."""
    given = Disclosing(
        recipient=COURT.recipient,
        persons=(person,),
        data=data,
        purpose=COURT.purpose,
        method=Method.OUTSIDE,
        ground="order 118",
        nature=Nature.DISCLOSE_BY_LAW,
        release=release,
    )
    with office.storage.work(office.service) as work:
        done = disclose(Act(actor=OPERATOR, work=work), given)
    return done.persons[0].answer.permitted


def seen(office: Office, person: str = "layla") -> list[bool]:
    """Return what the person sees that others received: of each whether it was outside."""
    with office.storage.reading(office.service) as view:
        return [each.outside for each in show_received(view, person=person).received]


def page(office: Office) -> int:
    """Return how much the person sees that others received."""
    return len(seen(office))


def copied(office: Office) -> dict[str, int]:
    """Return how much each part of the person's copy holds."""
    with office.storage.reading(office.service) as view:
        parts = listed_parts(view, "layla", requests=10)
        return {name: len(list(part)) for name, part in parts.items()}


def logged_outside(office: Office) -> list[object]:
    """Return of how many persons the log says that it was outside, by JSON and by its table."""
    with office.storage.reading(office.service) as view:
        (row,) = every_disclosure(view)
    (line,) = csv.DictReader(io.StringIO(as_csv(iter([row]))))
    return [disclosure_json(row)["outside_release"], line["outside_release"]]


def end_silence(office: Office) -> None:
    """Let the day of the silence be over."""
    with psycopg.connect(office.owner, autocommit=True) as admin:
        admin.execute("set search_path = amana")
        admin.execute("set session_replication_role = replica")
        admin.execute(
            "update release set silent_until = current_date - 1 where service = %s",
            (office.service,),
        )
        admin.execute(
            "update release_person set due_at = now() where service = %s and due_at is not null",
            (office.service,),
        )


@pytest.mark.promise("W17", "A10")
def test_what_went_outside_is_on_no_page_in_the_silence(office: Office, silenced: UUID) -> None:
    """Who received what says nothing of the court until the silence ends, and then it does."""
    went_outside(office, silenced)
    assert page(office) == 0
    assert logged_outside(office) == [0, "0"]
    end_silence(office)
    assert page(office) == 1


@pytest.mark.promise("W17", "A10")
def test_what_went_outside_is_in_no_history_in_the_silence(office: Office, silenced: UUID) -> None:
    """The history is as it was until the silence ends."""
    before = office.history()
    went_outside(office, silenced)
    assert office.history() == before
    end_silence(office)
    assert office.history() == ["disclose", *before]


@pytest.mark.promise("W17", "A10")
def test_what_went_outside_is_in_no_copy_in_the_silence(office: Office, silenced: UUID) -> None:
    """No part of the copy grows until the silence ends."""
    before = copied(office)
    went_outside(office, silenced)
    assert copied(office) == before
    end_silence(office)
    assert sum(copied(office).values()) > sum(before.values())


@pytest.mark.promise("W17", "A10")
def test_what_went_outside_is_told_after_the_silence(office: Office, silenced: UUID) -> None:
    """Its person gets a letter once the silence is over, and one only."""
    went_outside(office, silenced)
    assert office.told() == 0
    end_silence(office)
    assert office.told() == 1
    assert office.told() == 1


@pytest.mark.promise("W17", "A10")
def test_a_refused_question_is_not_shown_in_the_silence(office: Office, silenced: UUID) -> None:
    """A no that names the release would tell of it; nothing went out, so nobody is told later."""
    before = office.history()
    assert not office.disclose(silenced, data=frozenset({"phone"})).answer.permitted
    assert office.history() == before
    end_silence(office)
    assert office.history() == ["disclose", *before]
    assert office.told() == 0


@pytest.mark.promise("W17", "A10")
@pytest.mark.parametrize(("person", "data"), [("omar", COVERED), ("layla", BEYOND)])
def test_no_silence_hides_what_lies_outside_of_its_release(
    office: Office, silenced: UUID, person: str, data: frozenset[str]
) -> None:
    """Of somebody else, or more data than it gives: shown at once, and named as outside."""
    assert not went_outside(office, silenced, person, data)
    assert seen(office, person) == [True]
    assert logged_outside(office) == [1, "1"]
    assert office.history(person)[0] == "disclose"
    with office.storage.reading(office.service) as view:
        parts = listed_parts(view, person, requests=10)
        (copied_one,) = parts["disclosures"]
        assert isinstance(copied_one, Mapping)
        assert copied_one["outside_release"] is True
    assert office.told() == 0


@pytest.mark.promise("W17", "A10")
def test_what_was_noted_after_the_release_had_ended_stays_under_its_silence(
    office: Office, silenced: UUID
) -> None:
    """It may not be given any more; whom it was about is not told of the order by that."""
    with psycopg.connect(office.owner, autocommit=True) as admin:
        admin.execute("set search_path = amana")
        admin.execute("set session_replication_role = replica")
        admin.execute("update release set ends_at = now() where service = %s", (office.service,))
    assert not went_outside(office, silenced)
    assert page(office) == 0


@pytest.mark.promise("W17", "A10")
def test_a_release_that_nobody_else_approved_hides_nothing_that_went_out(office: Office) -> None:
    """One member alone could hide a disclosure so for a year."""
    with office.storage.reading(office.service) as view:
        until = view.now.date() + timedelta(days=30)
    assert not went_outside(office, office.propose(silent_until=until))
    assert seen(office) == [True]
