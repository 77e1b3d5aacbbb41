"""What the machine does to a running Amana: a disk that fills up, a database that goes away."""

import os
import secrets
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psycopg
import pytest

from amana.storage import EmbeddedServer

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Served, Serving

ASKED = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}
PATIENCE_S = 90
CODES = {"storage.disk_full", "storage.unreachable", "storage.too_slow", "http.rates_away"}
"""The last is of the rates, which are asked first and are in the database too."""


def _post(served: "Served", path: str, body: Mapping[str, object]) -> httpx.Response:
    bearer = {"authorization": f"Bearer {served.key('rose-shop')}"}
    return httpx.post(f"{served.url}{path}", json=body, headers=bearer, timeout=60)


def _until_it_goes_on(served: "Served") -> str:
    """Ask again and again as a client does that is told to come back; return the entry."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        answer = _post(served, "/v1/collect", ASKED)
        if answer.status_code == 200:
            return str(answer.json()["entry"])
        _check_refusal(answer)
        time.sleep(0.2)
    pytest.fail(f"it does not go on: {served.err}")


def _check_refusal(answer: httpx.Response) -> None:
    """See that a client is told what is wrong, by a code, and when to come again."""
    assert answer.status_code == 503, answer.text
    assert answer.json()["code"] in CODES
    assert int(answer.headers["retry-after"]) > 0


def _history(served: "Served") -> list[str]:
    answer = _post(served, "/v1/history", {"person": "p-1"})
    return [act["entry"] for act in answer.json()["acts"]]


@pytest.mark.slow
def test_a_database_that_goes_away_and_comes_back(
    shelf: Path, serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """Acts are refused meanwhile and go on afterwards, without a start; none is lost or twice."""
    own = EmbeddedServer(shelf / f"own-{secrets.token_hex(3)}", durable=False)
    address = own.start()
    try:
        with psycopg.connect(address.conninfo(database="postgres"), autocommit=True) as made:
            made.execute("create database amana")
        url = f"postgresql://{address.user}:{address.password}@/amana?host={address.host}"
        folder = shelf / f"away-{secrets.token_hex(3)}"
        policy = policy_of(folder, "rose-shop")
        with serving(folder / "data", "--policy", policy, AMANA_DATABASE_URL=url) as served:
            first = _until_it_goes_on(served)
            own.stop()
            _check_refusal(_post(served, "/v1/collect", ASKED))
            own.start()
            second = _until_it_goes_on(served)
            assert _history(served) == [second, first]
            assert served.process.poll() is None
    finally:
        own.stop()


@pytest.fixture
def disk(shelf: Path) -> Iterator[Path]:
    """Mount a small file system of its own."""
    if os.geteuid():
        pytest.skip("only root can mount a small file system")
    folder = shelf / f"disk-{secrets.token_hex(3)}"
    folder.mkdir(mode=0o711)
    command = ["mount", "-t", "tmpfs", "-o", "size=400m,mode=711", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - of the system


def _fill(filler: Path) -> None:
    """Leave no room: while others write, what is free is not known beforehand."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(2**16)):
            pass


@pytest.mark.slow
def test_a_disk_that_fills_up_in_the_middle_of_acts(
    disk: Path, serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """Acts are refused while there is no room, and go on once there is; each is there once."""
    policy = policy_of(disk.with_name(f"{disk.name}-policy"), "rose-shop")
    filler = disk / "filler"
    with serving(disk / "data", "--policy", policy) as served:
        done = [_until_it_goes_on(served)]
        _fill(filler)
        refused = 0
        for _ in range(4000):
            answer = _post(served, "/v1/collect", ASKED)
            if answer.status_code == 200:
                done.append(answer.json()["entry"])
                continue
            _check_refusal(answer)
            refused += 1
            if refused == 2:
                break
        assert refused == 2
        filler.unlink()
        done.append(_until_it_goes_on(served))
        kept = _history(served)
    assert len(kept) == len(set(kept))
    # The history shows the latest; of what was answered with an entry, none is missing there.
    assert set(done[-min(len(kept), 50) :]) <= set(kept)
