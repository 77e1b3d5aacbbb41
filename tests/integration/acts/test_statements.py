"""What a public page costs the database: as much for many promises as for one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amana.acts.show_policy import show_policy
from amana.acts.show_promise import show_promise
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.tree import hash_leaf
from amana.storage import Storage
from amana.storage.ledger import Ledger, Sequencer
from amana.storage.transaction import Transaction

MOST_STATEMENTS = 20
PROMISE = "{key}: {{collect: [email], at: [{occasion}], for: [orders]}}"
OCCASIONS = ("registration", "order", "payment", "delivery", "support")
Write = Callable[..., str]
Publish = Callable[[str], int]


@pytest.fixture
def acted(
    storage: Storage, service: str, write: Write, publish: Publish, tmp_path: Path
) -> Callable[[int], None]:
    """Return what publishes so many promises, and commits and sequences six acts under each."""

    def done(promises: int) -> None:
        publish(write(*_promises(promises)))
        entries = [
            Entry(act="collect", promises=(f"P{n}",), policy_version=1, body={"n": n})
            for n in range(promises)
            for _ in range(6)
        ]
        with storage.work(service) as work:
            work.commit(entries[0], *entries[1:])
        Sequencer(storage, folder=tmp_path, origin_of=str).catch_up(service)

    return done


@pytest.mark.parametrize("count", [1, 5])
def test_a_policy_page_takes_few_statements_however_many_promises_it_makes(
    storage: Storage,
    service: str,
    acted: Callable[[int], None],
    statements: list[str],
    count: int,
) -> None:
    """Entries, places and leaves are asked for all promises at once."""
    acted(count)
    statements.clear()
    with storage.reading(service) as view:
        page = show_policy(view, language="en")
    assert 0 < len(statements) <= MOST_STATEMENTS
    shown = [entry for promise in page.promises.values() for entry in promise.entries]
    assert len(shown) == 5 * count
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        proven = ledger.inclusions(entry.id for entry in shown)
    for entry in shown:
        assert entry.position == proven[entry.id].position
        assert entry.leaf_hash == hash_leaf(proven[entry.id].leaf).hex()


def test_a_promise_page_builds_the_promise_asked_for_and_no_other(
    storage: Storage,
    service: str,
    acted: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    statements: list[str],
) -> None:
    """Its view is the one that the policy page shows of it."""
    acted(3)
    asked: list[list[str]] = []
    run = Transaction.rows

    def watched(self: Transaction, area: str, name: str, /, **values: Any) -> Any:  # noqa: ANN401 - the driver's
        if name == "latest":
            asked.append(values["promises"])
        return run(self, area, name, **values)

    monkeypatch.setattr(Transaction, "rows", watched)
    with storage.reading(service) as view:
        statements.clear()
        page = show_promise(view, "P1", key=None)
        assert 0 < len(statements) <= MOST_STATEMENTS
        whole = show_policy(view, language="en")
    assert asked == [["P1"], ["P0", "P1", "P2"]]
    assert page.promise == whole.promises["P1"]
    assert [proof.entry for proof in page.proofs] == list(page.promise.entries)


def _promises(count: int) -> list[str]:
    return [
        PROMISE.format(key=f"P{n}", occasion=occasion)
        for n, occasion in enumerate(OCCASIONS[:count])
    ]
