"""A backup is noted on the ledger, so that its age is seen when it is too late for none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from amana.acts.note_backup import note_backup
from amana.acts.watch.backup_look import look_at_backup
from amana.acts.watch.finding import Finding, State, say_finding, say_mending
from amana.acts.watch.surroundings import Bounds, Surroundings
from amana.assembly import opened, reached_with_places
from amana.domain.words import LANGUAGES
from amana.storage import Storage
from amana.storage.archive.manifest import Part
from amana.storage.archive.take import Wanted, take
from amana.storage.last_entries import last_entries

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation


def _look(storage: Storage, folder: Path, bounds: Bounds | None = None) -> Finding:
    here = Surroundings(
        storage=storage,
        clock=lambda: datetime.now(UTC),
        data=folder,
        bounds=bounds or Bounds(),
    )
    (found,) = look_at_backup(here, "noted")
    for language in LANGUAGES:
        assert say_finding(found, language)
        assert say_mending(found, language) or not found.fires
    return found


def test_the_age_of_the_last_whole_backup_is_seen(here: "Installation", shelf: Path) -> None:
    """A part alone does not count, and a young service without any is nobody's alarm."""
    at_once = Bounds(backup=(timedelta(), timedelta(days=1)))
    with opened(here.settings) as storage:
        storage.create_service("noted")
        assert _look(storage, shelf).state is State.UNSEEN
        assert (_look(storage, shelf, at_once).state, _look(storage, shelf, at_once).why) == (
            State.WARNING,
            "none",
        )
        written = ""
        for parts, why in (((Part.DATA,), "none"), (tuple(Part), "old")):
            with reached_with_places(here.settings) as (_, places, key):
                wanted = Wanted(folders=dict.fromkeys(parts, shelf / why))
                taken = take(storage, places, wanted, root_key=key, tell=lambda *_: None)
            note_backup(storage, taken)
            assert _look(storage, shelf, at_once).why == why
            written = str(taken.backup)
        assert _look(storage, shelf).state is State.OK
        with storage.reading("noted") as view:
            entry = last_entries(view, ["backup"])["backup"]
        assert entry.body["backup"] == written
        assert str(shelf) not in str(entry.body)
