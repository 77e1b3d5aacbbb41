"""What an application says of a person stays sealed: it is nowhere that others look."""

import base64
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from amana.acts.probes.traces import traces
from amana.storage.embedded import running_at
from amana.storage.embedded.binaries import wheel_folder

if TYPE_CHECKING:
    from tests.acceptance.conftest import Served

PERSON = "person-Zq7fX2-أمينة"
LEAVING = f"{PERSON}-leaving"
EMAIL = "planted.zubaida@leak.example"
PHONE = "+97455501234987"
REASON = "سبب مزروع للاطلاع xk41"
STAFF = "الموظفة المزروعة Hessa-vv93"
ASKED = {"person": PERSON, "data": ["email"], "for": "orders"}
PLANTED = (PERSON, EMAIL, PHONE, REASON, STAFF)
Search = Callable[[bytes], Sequence[str]]


@pytest.fixture(scope="module")
def leaks() -> Search:
    """Return what names the planted values that stand in some bytes, in any of their forms."""
    forms = {value: traces(value) for value in PLANTED}

    def search(data: bytes) -> list[str]:
        return [
            f"value {number}"
            for number, value in enumerate(PLANTED)
            if any(form in data for form in forms[value])
        ]

    return search


def test_the_search_finds_what_is_there(leaks: Search) -> None:
    """Each form is found within other bytes: a search that finds nothing would prove nothing."""
    for number, value in enumerate(PLANTED):
        plain = value.encode("utf-8")
        hidden = [b"<" + plain + b">", plain.hex().encode(), value.encode("utf-16-le")]
        hidden += [base64.b64encode(b"x" * n + plain + b"yyyy") for n in range(3)]
        hidden += [quote(value).encode(), json.dumps({"a": value}).encode()]
        assert all(leaks(data) == [f"value {number}"] for data in hidden)
    assert leaks(b"nothing of the kind") == []


@pytest.fixture(scope="module")
def told(shop: "Served", api: httpx.Client) -> bytes:
    """Send the planted values through every door of the API; return all that was refused."""
    asked: dict[str, object] = {**ASKED}
    acts = {
        "collect": asked | {"for": ["orders"], "at": "registration"},
        "use": asked,
        "message": asked | {"channel": EMAIL},
        "disclose": asked | {"recipient": "courier", "ground": REASON},
        "read": asked | {"staff": STAFF, "reason": REASON},
    }
    for route, body in acts.items():
        assert api.post(f"/v1/{route}", json=body).status_code == 200
    accepted = {"person": PERSON, "version": 1, "how": "explicit", "language": "ar"}
    assert api.post("/v1/accept", json=accepted).status_code == 200
    refused = [
        api.post("/v1/use", json=asked | {EMAIL: PHONE}),
        api.post("/v1/use", json=asked | {"data": [EMAIL]}),
        api.post("/v1/use", json=asked | {"person": PERSON * 40}),
        api.post("/v1/use", json=asked | {"person": f"{PERSON}\0"}),
        api.post("/v1/read", json=asked | {"staff": [STAFF], "reason": REASON}),
        api.post("/v1/accept", json=accepted | {"version": 9}),
        api.post("/v1/accept", json=accepted | {"how": REASON}),
        api.post("/v1/history", content=f'{{"person": "{PERSON}'.encode()),
        api.get(f"/v1/{quote(PERSON)}"),
        api.get("/v1/policy", headers={"authorization": f"Bearer {EMAIL}"}),
        api.post("/console/sign-in", data={"token": EMAIL}, headers={"origin": shop.url}),
    ]
    assert all(400 <= answer.status_code < 500 for answer in refused)
    return b"\n".join(answer.content + str(answer.headers).encode() for answer in refused)


def test_no_error_repeats_what_was_sent(told: bytes, leaks: Search) -> None:
    """A refusal names fields and codes, never a value or a key of the sender's."""
    assert leaks(told) == []


def test_no_log_holds_it(shop: "Served", told: bytes, leaks: Search) -> None:
    """Neither what the program printed nor what PostgreSQL wrote names anybody."""
    assert told
    assert leaks(shop.out.encode() + shop.err.encode()) == []
    logs = [path for path in (shop.data / "database").rglob("*.log*") if path.is_file()]
    assert logs
    assert [leaks(path.read_bytes()) for path in logs] == [[]] * len(logs)


def test_no_public_file_of_the_ledger_holds_it(
    shop: "Served", api: httpx.Client, told: bytes, leaks: Search
) -> None:
    """Leaves are headers and commitments; a page, a report and a checkpoint hold no more."""
    assert told
    history = api.post("/v1/history", json={"person": PERSON}).json()["acts"]
    assert len(history) == 6
    _until_sequenced(shop, at_least=7)
    public = [path for path in (shop.data / "ledger").rglob("*") if path.is_file()]
    assert any("entries" in path.parts for path in public)
    assert {
        path.name: leaks(path.read_bytes()) for path in public if leaks(path.read_bytes())
    } == {}
    for page in ("privacy", "privacy?lang=en", "privacy/report?format=json", "privacy/promises/R1"):
        answer = httpx.get(f"{shop.url}/rose-shop/{page}", timeout=30)
        assert answer.status_code == 200
        assert leaks(answer.content) == []


def test_no_sealed_body_is_readable_in_the_database(
    shop: "Served", told: bytes, leaks: Search
) -> None:
    """Not even the raw files of the cluster hold a value, its write-ahead log included."""
    assert told
    cluster = shop.data / "database" / "cluster"
    founded = (shop.data / "secrets" / "rose-shop.key").stat().st_mtime
    files = [path for path in cluster.rglob("*") if path.is_file()]
    written = [path for path in files if path.stat().st_mtime >= founded]
    assert any("pg_wal" in path.parts for path in written)
    found = {path.name: leaks(_bytes(path).rstrip(b"\0")) for path in written}
    assert {name: values for name, values in found.items() if values} == {}


def test_neither_keys_nor_secrets_nor_the_journal_hold_it(
    shop: "Served", api: httpx.Client, told: bytes, leaks: Search
) -> None:
    """Erased at last, the person stands nowhere: not in the dumps, the files or what was said."""
    assert told
    # A person of the test's own: whoever is erased is refused to the tests beside.
    asked = ASKED | {"person": LEAVING}
    assert api.post("/v1/use", json=asked).status_code == 200
    before = _dump(shop)
    certificate = api.post("/v1/erase", json={"person": LEAVING})
    erased = certificate.json()["erased"]
    assert erased["ids"] == erased["bodies"] == erased["links"] == 1
    assert erased["records"] == erased["acceptances"] == erased["rest"] == 0
    gone = [api.post("/v1/history", json={"person": LEAVING}), api.post("/v1/use", json=asked)]
    assert [answer.status_code for answer in gone] == [410, 410]
    apart = [
        path
        for folder in ("secrets", "erasures")
        for path in (shop.data / folder).rglob("*")
        if path.is_file()
    ]
    assert any(path.parent.name == "erasures" for path in apart)
    found = {path.name: leaks(_bytes(path)) for path in apart}
    assert {name: values for name, values in found.items() if values} == {}
    said = b"\n".join((certificate.content, *(answer.content for answer in gone)))
    assert leaks(said + before + _dump(shop) + shop.out.encode() + shop.err.encode()) == []


def _dump(shop: "Served") -> bytes:
    """Dump both databases, as a backup holds them."""
    address = running_at(shop.data / "database")
    assert address is not None
    return b"".join(
        subprocess.run(
            [str(wheel_folder() / "pg_dump"), "-h", address.host, "-U", address.user, name],
            env={"PGPASSWORD": address.password, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        ).stdout
        for name in (address.database, f"{address.database}_keys")
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _until_sequenced(shop: "Served", *, at_least: int) -> None:
    """Wait until the checkpoint holds the entries."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        answer = httpx.get(f"{shop.url}/rose-shop/ledger/checkpoint", timeout=30)
        if answer.status_code == 200 and int(answer.text.splitlines()[1]) >= at_least:
            return
        time.sleep(0.05)
    pytest.fail("the entries were not sequenced")
