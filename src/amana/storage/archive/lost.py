"""What a restore must know of what lies beside the databases: is the newest state still here?"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from amana.domain.ledger.checkpoint import read_unverified
from amana.domain.ledger.encoding import split_leaf
from amana.domain.ledger.tile import TILE_WIDTH, bundle_of
from amana.storage.archive.errors import NothingToReplay, NoTiles
from amana.storage.archive.folders import JOURNALS, Places
from amana.storage.archive.manifest import Manifest
from amana.storage.archive.opening import Held
from amana.storage.archive.streams import plain_blocks
from amana.storage.ledger.public import PublicFolder

_ERASED: Final = re.compile(b'"act":"erase(-part)?"')


def refuse_lost_tiles(places: Places, data: Manifest) -> None:
    """Refuse where the published ledger of a service is not in place, though its log had begun.

    A backup's own copy is as old as the backup: whoever holds a receipt of a later entry could
    show that the log was begun anew.
    """
    for head in data.heads:
        if head.size and PublicFolder(places.published / head.service).checkpoint() is None:
            raise NoTiles(service=head.service)


def refuse_lost_journals(places: Places, data: Manifest, ledger: Held | None) -> None:
    """Refuse where erasures made since the backup may be in no journal that is in place.

    A service without a journal needs none if its published ledger shows no erasure. A journal
    that is not how the backup's own goes on was begun anew.
    """
    for head in data.heads:
        journal = places.erasures / f"{head.service}.log"
        if not journal.exists():
            lost = _shows_erasures(PublicFolder(places.published / head.service))
        else:
            lost = ledger is not None and not _goes_on(journal, ledger, head.service)
        if lost:
            raise NothingToReplay(service=head.service)


def acts_since(published: Path, start: int) -> Mapping[tuple[datetime, str], int]:
    """Count the published acts from a position of the log on, by hour and name of the act."""
    folder = PublicFolder(published)
    checkpoint = folder.checkpoint()
    size = 0 if checkpoint is None else read_unverified(checkpoint).size
    found: Counter[tuple[datetime, str]] = Counter()
    for first in range(start - start % TILE_WIDTH, size, TILE_WIDTH):
        for leaf in folder.leaves(bundle_of(first, size))[max(0, start - first) :]:
            header, _ = split_leaf(leaf)
            found[header.hour, header.act] += 1
    return found


def _shows_erasures(folder: PublicFolder) -> bool:
    """Tell whether the published ledger has an erasure, or is not there to tell."""
    checkpoint = folder.checkpoint()
    if checkpoint is None:
        return True
    size = read_unverified(checkpoint).size
    return any(
        _ERASED.search(leaf) is not None
        for first in range(0, size, TILE_WIDTH)
        for leaf in folder.leaves(bundle_of(first, size))
    )


def _goes_on(journal: Path, ledger: Held, service: str) -> bool:
    """Tell whether the journal in place begins as the backup's copy of it."""
    path = f"{JOURNALS}/{service}.log.gz"
    copies = [each for each in ledger.manifest.files if each.path == path]
    with journal.open("rb") as file:
        return all(
            file.read(len(block)) == block
            for copy in copies
            for block in plain_blocks(ledger.folder, copy)
        )
