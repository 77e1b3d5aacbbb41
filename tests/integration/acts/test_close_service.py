"""A service is closed for good: exported before anything is destroyed, however often begun."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from amana.acts.act import OPERATOR
from amana.acts.close_service import close_service
from amana.acts.export_service import export_service
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry
from amana.storage import ServerAddress, Storage
from amana.storage.ledger import Sequencer

Close = Callable[[Callable[[], None] | None], bool]


@pytest.fixture
def close(storage: Storage, service: str, tmp_path: Path) -> Close:
    """Return what closes the service and tells whether its certificate names an export."""
    ledger = Sequencer(storage, folder=tmp_path / "ledger", origin_of="test/{}".format)

    def closed(export: Callable[[], None] | None) -> bool:
        notice = "Closed."
        return close_service(
            storage, ledger, service, actor=OPERATOR, notice=notice, export=export
        ).exported

    with storage.work(service) as work:
        work.commit(Entry(act="use", promises=("W1",), body={"n": 7}, person="someone"))
    return closed


def _export(storage: Storage, service: str, to: Path) -> None:
    export_service(storage, service, published=to.parent / "ledger", to=to, bodies=True)


def _told(folder: Path) -> list[object]:
    """Return what the whole exports below this folder tell about people."""
    return [
        json.loads(line)["body"]
        for path in folder.glob("*/bodies.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if json.loads(line)["person"] is not None
    ]


def test_what_is_sealed_is_exported_before_its_keys_go(
    storage: Storage, service: str, close: Close, tmp_path: Path
) -> None:
    """An export that was cut off is made anew: until one is whole, nothing is destroyed."""

    def cut_off() -> None:
        raise NotADirectoryError

    with pytest.raises(NotADirectoryError):
        close(cut_off)
    assert close(lambda: _export(storage, service, tmp_path / "exports"))
    assert _told(tmp_path / "exports") == [{"n": 7}]
    assert close(None)


def test_a_closing_that_ended_after_the_keys_goes_on_with_the_export_it_has(
    storage: Storage, service: str, server: ServerAddress, close: Close, tmp_path: Path
) -> None:
    """What could no longer be opened is not exported a second time."""
    with ExitStack() as stack:

        def export_and_hold() -> None:
            """Export, then keep the bodies from being deleted."""
            _export(storage, service, tmp_path / "exports")
            other = stack.enter_context(
                psycopg.connect(server.conninfo(), options="-c search_path=amana")
            )
            held = "select 1 from entry_body where service = %s for update"
            assert other.execute(held, [service]).fetchall()

        with pytest.raises(AmanaError):
            close(export_and_hold)

    def never() -> None:
        pytest.fail("exported twice")

    assert close(never)
    assert _told(tmp_path / "exports") == [{"n": 7}]


def test_a_service_is_closed_without_an_export_where_that_is_asked(
    storage: Storage, service: str, close: Close
) -> None:
    """The certificate does not say otherwise."""
    assert not close(None)
    with storage.reading(service) as view:
        assert view.condition.state.over
