"""A backup that an older release took, restored by this one."""

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg.rows import dict_row

from amana.assembly import opened, reached_with_places
from amana.storage import EmbeddedServer, FileRootKey, Storage
from amana.storage.archive.manifest import Part
from amana.storage.archive.take import Wanted, take
from amana.storage.migrate import migrate, migrations
from amana.storage.roles import lay_ground, make_database, make_service, open_to_backup
from amana.storage.setup_turn import SETUP_OPTIONS

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation

FIRST_RELEASE = 11
"""The last migration of the release before backups."""


def _set_up_as_then(data: Path) -> None:
    """Make the database as the older release had it, with a service and the draft of a policy."""
    root_key = FileRootKey(data / "secrets" / "root.key")
    root_key.make()
    with EmbeddedServer(data / "database") as address:
        storage = Storage(address, root_key=root_key, secrets=data / "secrets")
        storage.signing_keys.make("shop")
        make_database(address)
        with psycopg.connect(
            address.conninfo(), options=SETUP_OPTIONS, autocommit=True, row_factory=dict_row
        ) as connection:
            lay_ground(connection, address, storage.passwords)
            migrate(connection, known=[m for m in migrations() if m.number <= FIRST_RELEASE])
            with connection.transaction():
                open_to_backup(connection)
            make_service(connection, "shop", storage.passwords)
            connection.execute("insert into policy_draft (service, source) values ('shop', 'x: 1')")
        storage.close()


def test_an_older_release_s_rows_come_into_today_s_tables(
    here: "Installation", shelf: Path
) -> None:
    """Its own migrations make its tables; those that came since run over its rows."""
    _set_up_as_then(here.settings.data)
    with reached_with_places(here.settings) as (storage, places, key):
        wanted = Wanted(folders={Part.DATA: shelf / "kept"})
        taken = take(storage, places, wanted, root_key=key, tell=lambda _what, _through: None)
    assert max(ran.number for ran in taken.manifests[Part.DATA].migrations) == FIRST_RELEASE
    (here.settings.data / "database").rename(shelf / "lost")
    done = here.restore(taken.parts[Part.DATA].parent)
    assert [each.service for each in done.services] == ["shop"]
    with opened(here.settings) as storage:
        assert storage.set_up(dry_run=True) == ()
        with storage.reading("shop") as view:
            draft = view.policies.draft()
    assert draft is not None
    assert draft.source == "x: 1"
