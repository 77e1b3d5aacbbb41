"""Publishing: versions follow one another, whoever else publishes at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from amana.acts.publish_policy import NotTheNext
from amana.domain.ledger.entry import Entry
from amana.storage import ServerAddress, Storage
from amana.storage.policies import Release

COLLECT = "P1: {collect: [email], at: [registration], for: [orders]}"
WAITING = "select count(*) from pg_locks where locktype = 'transactionid' and not granted"


def test_who_was_overtaken_publishes_nothing(
    storage: Storage,
    server: ServerAddress,
    service: str,
    write: Callable[..., str],
    publish: Callable[[str], int],
) -> None:
    """A version that came in between was in nobody's comparison, so the later one is refused."""
    source = write(COLLECT)
    assert publish(source) == 1
    with ThreadPoolExecutor(1) as pool, storage.work(service) as work:
        work.policies.publish(
            Release(source=source, languages=("en",), texts={}, passages={}, material=False)
        )
        overtaken = pool.submit(publish, source)
        _wait_for_the_lock(server)
        work.commit(Entry(act="publish-policy", body={}))
        with pytest.raises(NotTheNext):
            overtaken.result()
    with storage.reading(service) as view:
        assert [version.number for version in view.policies.versions()] == [2, 1]


def _wait_for_the_lock(server: ServerAddress) -> None:
    """Wait until somebody waits for another publication to end."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        while connection.execute(WAITING).fetchone() == (0,):
            connection.execute("select pg_sleep(0.01)")
