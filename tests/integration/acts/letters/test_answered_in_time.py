"""What letters prove of the promise to answer: those that nobody saw to in time break it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.in_force import in_force, published
from amana.acts.letters.maildir import forget_letters
from amana.acts.letters.seeing import see_letter
from amana.acts.letters.taking import LetterKind, Mailroom, take_letter
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.standings import standings
from amana.domain.evidence.proof import State
from amana.domain.evidence.question import FlowBroken
from amana.storage import ServerAddress, Storage

if TYPE_CHECKING:
    from tests.integration.acts.letters.conftest import House, Letter

Passes = Callable[[timedelta], None]
PROMISE = "  C16: {contact: [email], within: P3D}\n"


@pytest.fixture
def passes(house: "House", server: ServerAddress) -> Passes:
    """Return what lets time go by: every letter and version so much earlier."""

    def move(time: timedelta) -> None:
        with psycopg.connect(server.conninfo(), autocommit=True) as connection:
            # No trigger of ours refuses what is moved.
            connection.execute("set session_replication_role = replica")
            connection.execute(
                "update amana.letter_in set at = at - %s where service = %s", [time, house.service]
            )
            connection.execute(
                "update amana.policy_version set effective_at = effective_at - %s,"
                " published_at = published_at - %s where service = %s",
                [time, time, house.service],
            )

    return move


@pytest.fixture
def promised(house: "House") -> "House":
    """Publish that letters are answered in three days."""
    _promise(house)
    return house


def _promise(house: "House") -> None:
    with house.storage.work(house.service) as work:
        version = work.policies.version(1)
        assert version is not None
        given = Publication(
            source=version.source + PROMISE, texts={}, material=False, reason="read by hand"
        )
        publish_policy(Act(actor=OPERATOR, work=work), given)


def _stands(house: "House") -> tuple[State, int]:
    with house.storage.reading(house.service) as view:
        version = in_force(view)
        policy = published(view, version).policy
        found = standings(view, policy, version.number, only=["C16"])["C16"]
    (letters,) = [it for it in found.findings if isinstance(it.question, FlowBroken)]
    return found.state, letters.count


def _see(house: "House") -> None:
    with house.storage.reading(house.service) as view:
        (letter,) = view.letters_in.listed(only_open=True, most=10)
    with house.storage.work(house.service) as work:
        see_letter(Act(actor=OPERATOR, work=work), letter.id)


@pytest.mark.promise("C16", "A34")
def test_a_letter_that_nobody_saw_to_in_time_breaks_the_promise_for_good(
    promised: "House", letter: "Letter", passes: Passes
) -> None:
    """While it waits, and after somebody saw to it too late."""
    assert promised.take(letter("Where is my order?")) is LetterKind.OTHER
    assert _stands(promised) == (State.UNPROVEN, 0)
    passes(timedelta(days=4))
    assert _stands(promised) == (State.BROKEN, 1)
    _see(promised)
    assert _stands(promised) == (State.BROKEN, 1)


@pytest.mark.promise("C16")
def test_a_letter_that_was_seen_to_in_time_breaks_nothing(
    promised: "House", letter: "Letter", passes: Passes
) -> None:
    """Nor does one that was followed without a person; and neither shows that answers come."""
    promised.take(letter("Where is my order?"))
    _see(promised)
    promised.take(letter("stop", "omar@people.example"))
    passes(timedelta(days=4))
    assert _stands(promised) == (State.UNPROVEN, 0)


@pytest.mark.promise("C16")
def test_letters_that_are_forgotten_unseen_stay_a_breach(
    promised: "House", letter: "Letter", passes: Passes
) -> None:
    """Three months later nothing is kept of them but one entry that says so."""
    for number in range(3):
        promised.take(letter(f"Where is order {number}?"))
    passes(timedelta(days=91))
    assert _stands(promised) == (State.BROKEN, 3)
    forget_letters(promised.storage, promised.service)
    forget_letters(promised.storage, promised.service)
    assert promised.noted() == []
    assert _stands(promised) == (State.BROKEN, 1)


@pytest.mark.promise("C16")
def test_a_letter_breaks_no_promise_that_was_made_after_it_came(
    house: "House", letter: "Letter", passes: Passes
) -> None:
    """Neither when somebody sees to it at last, nor when it is forgotten unseen."""
    house.take(letter("Where is my order?"))
    passes(timedelta(days=87))
    house.take(letter("Where is my second order?"))
    passes(timedelta(days=4))
    _promise(house)
    forget_letters(house.storage, house.service)
    assert len(house.noted()) == 1
    _see(house)
    assert _stands(house) == (State.UNPROVEN, 0)


def test_before_a_policy_is_in_force_a_letter_is_seen_to_all_the_same(
    storage: Storage, service: str, letter: "Letter"
) -> None:
    """Nothing is promised yet, so that nothing is late."""
    take_letter(storage, service, letter("Where is my order?"), Mailroom())
    with storage.work(service) as work:
        (noted,) = work.letters_in.listed(only_open=True, most=10)
        see_letter(Act(actor=OPERATOR, work=work), noted.id)
    with storage.reading(service) as view:
        assert view.letters_in.listed(only_open=True, most=10) == ()
