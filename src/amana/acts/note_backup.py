"""Note a backup on the ledger of each service that is in it: how old the last is, is seen there."""

from collections.abc import Mapping
from typing import Final

from amana.domain.ledger.entry import Entry, Json
from amana.storage.archive.manifest import Part
from amana.storage.archive.take import Taken
from amana.storage.database import Storage

BACKUP: Final = "backup"
"""The act of a backup with all its parts."""
BACKUP_IN_PART: Final = "backup-part"
"""The act of one that lacks parts: alone it brings nothing back."""


def note_backup(storage: Storage, taken: Taken) -> None:
    """Write an entry for each service that is not closed.

    The entry stands after what it tells of, so that the backup itself does not hold it. Folders
    are not named: where backups lie is not for the ledger.
    """
    whole = taken.manifests.keys() >= set(Part)
    entry = Entry(act=BACKUP if whole else BACKUP_IN_PART, body=_body(taken))
    for service in storage.services():
        with storage.closing(service) as work:
            if not work.condition.state.over:
                work.commit(entry)


def _body(taken: Taken) -> Mapping[str, Json]:
    return {
        "backup": str(taken.backup),
        "taken_at": taken.at.isoformat(),
        "parts": {part.value: {"bytes": each.size} for part, each in taken.manifests.items()},
    }
