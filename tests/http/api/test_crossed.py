"""Two acts that cross in the database: one of them is told to come again, and then it is done."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from amana.storage import Storage
from amana.storage.roles import role_of

PEOPLE = ("p-1", "p-2")
HOLD = "select 1 from amana.person where service = %s and person_key = %s for update"


def _until_it_waits(storage: Storage, service: str) -> None:
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        with storage.administration() as connection:
            found = connection.execute(
                "select 1 from pg_stat_activity where usename = %s and wait_event_type = 'Lock'",
                [role_of(service)],
            ).fetchall()
        if found:
            return
        time.sleep(0.02)
    pytest.fail("it never waited")


def test_who_crossed_is_told_when_to_come_again(
    storage: Storage, service: str, shop_key: dict[str, str], real_site: str
) -> None:
    """By 503 with Retry-After and a code, as where the database is away; then it is taken."""
    with storage.work(service) as work:
        keys = sorted(work.sealer.person_key(each) for each in PEOPLE)
        for key in keys:
            work.people.meet(key)
        work.persons.join(*keys, entry=work.name_entry())
        work.over()

    def ask() -> httpx.Response:
        body = {"kind": "copy", "person": "p-1"}
        return httpx.post(f"{real_site}/v1/requests", json=body, headers=shop_key, timeout=30)

    with ThreadPoolExecutor(1) as pool, storage.administration() as held:
        # Ours waits longer than the server looks for circles: theirs is the one that is ended.
        held.execute("set local deadlock_timeout = '20s'")
        held.execute(HOLD, [service, keys[1]])
        asked = pool.submit(ask)
        _until_it_waits(storage, service)
        held.execute(HOLD, [service, keys[0]])
        refused = asked.result(timeout=30)
    assert (refused.status_code, refused.json()["code"]) == (503, "storage.conflict")
    assert int(refused.headers["retry-after"]) > 0
    assert ask().json()["again"] is False
