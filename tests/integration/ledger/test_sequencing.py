"""The thread that keeps the ledgers up to date."""

import secrets
import threading
from pathlib import Path

from amana.acts.sequencing import Sequencing
from amana.domain.ledger.entry import Entry
from amana.storage import Storage
from amana.storage.ledger import Sequencer

PATIENCE_S = 30
LOOK_EVERY_S = 0.05


def test_a_log_that_cannot_go_on_stops_no_other(sparse_storage: Storage, tmp_path: Path) -> None:
    """Whatever is wrong with one service, the entries of the next come into their log."""
    name = secrets.token_hex(6)
    broken, service = f"a-{name}", f"b-{name}"
    for each in (broken, service):
        sparse_storage.create_service(each)
    with sparse_storage.work(service) as work:
        work.commit(Entry(act="use", promises=("W5",), body={}))

    def origin_of(name: str) -> str:
        if name == broken:
            raise ValueError
        return f"privacy.example.org/{name}"

    sequencer = Sequencer(sparse_storage, folder=tmp_path, origin_of=origin_of)
    over = threading.Event()
    published = sequencer.public_folder(service)
    with Sequencing(sparse_storage, sequencer):
        # Its files are written after its entries are counted in.
        for _ in range(int(PATIENCE_S / LOOK_EVERY_S)):
            if published.checkpoint() is not None or over.wait(LOOK_EVERY_S):
                break
    assert published.checkpoint() is not None
    assert sequencer.public_folder(broken).checkpoint() is None
