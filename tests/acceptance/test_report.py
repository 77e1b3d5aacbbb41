"""``amana report`` and ``amana verify``: of a running server by its address, of a stopped one."""

import json
import re
import time
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run, Served, Serving

FORMS = {"text": "ar", "json": "en", "html": "ar"}
SEEN = r'("seen_at": "[^"]+")|(<time[^>]*>[^<]*</time>)|\d\d?:\d\d|[٠-٩]{1,2}:[٠-٩]{2}'
STANDS_STILL_S = 2.0
ASKED = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}


def _without_the_moment(text: str) -> str:
    """Take the one moment out of a report: of two reports it is the only difference."""
    return re.sub(SEEN, "…", text)


def test_the_folder_and_the_address_say_the_same(
    folder: Path, serving: "Serving", policy_of: "PolicyOf", run: "Run"
) -> None:
    """Whoever asks the running server and whoever opens the stopped folder read one report."""
    path = policy_of(folder, "rose-shop")
    data = folder / "data"
    told, linked = {}, {}
    with serving(data, "--policy", path) as served:
        bearer = {"authorization": f"Bearer {served.key('rose-shop')}"}
        entry = httpx.post(f"{served.url}/v1/collect", json=ASKED, headers=bearer).json()["entry"]
        address = f"{served.url}/rose-shop"
        _until_the_checkpoint_holds_everything(address)
        for form, language in FORMS.items():
            told[form] = run("report", address, "--format", form, "--lang", language)
            asked = {"format": form, "lang": language}
            linked[form] = httpx.get(f"{address}/privacy/report", params=asked).text
    for form, language in FORMS.items():
        kept = run("report", "rose-shop", "--data", data, "--format", form, "--lang", language)
        assert (kept.code, told[form].code) == (0, 0), kept.err + told[form].err
        assert (
            len({_without_the_moment(it) for it in (kept.out, told[form].out, linked[form])}) == 1
        )
        assert "R1" in kept.out
    assert entry in told["json"].out


def _until_the_checkpoint_holds_everything(address: str) -> None:
    """Wait for the sequencer: until the ledger stood still for longer than an entry waits."""
    deadline, seen, since = time.monotonic() + 60, "", time.monotonic()
    while time.monotonic() < deadline:
        answer = httpx.get(f"{address}/ledger/checkpoint")
        if answer.text != seen:
            seen, since = answer.text, time.monotonic()
        if answer.status_code == 200 and time.monotonic() - since > STANDS_STILL_S:
            return
        time.sleep(0.05)
    pytest.fail("the entries were not sequenced")


def test_a_report_from_nowhere_is_refused(shop: "Served", run: "Run") -> None:
    """No such service, no such version, a foreign host over plain HTTP, a closed port, a page."""
    codes = {
        f"{shop.url}/nothing": 3,
        "http://rose.example/rose-shop": 4,
        "ftp://127.0.0.1/rose-shop": 4,
        f"{shop.url}/rose-shop?version=1": 4,
        "http://127.0.0.1:9/rose-shop": 5,
    }
    for number, (address, code) in enumerate(codes.items()):
        ran = run("report", address, "--lang", ("ar", "en")[number % 2])
        assert ran.code == code, (address, ran.err)
        assert len(ran.err.strip().splitlines()) == 1
        assert not ran.out
    assert run("report", f"{shop.url}/rose-shop", "--version", "9").code == 3
    assert run("report", "rose-shop", "--data", shop.data).code == 3


def test_the_ledger_is_checked_from_its_address_and_from_its_folder(
    folder: Path, serving: "Serving", policy_of: "PolicyOf", run: "Run"
) -> None:
    """Both say the same of a sound ledger; a file that was changed is found from either."""
    path = policy_of(folder, "rose-shop")
    data = folder / "data"
    ledger = data / "ledger" / "rose-shop"
    with serving(data, "--policy", path) as served:
        address = f"{served.url}/rose-shop/ledger"
        while not (ledger / "checkpoint").is_file():
            assert served.process.poll() is None
        ran = run("verify", address, "--format", "json")
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)["sound"] is True
        saved = folder / "checkpoint"
        saved.write_bytes(httpx.get(f"{address}/checkpoint").content)
        # It may grow meanwhile, and a newer tile stand beside those that were changed.
        tiles: dict[Path, bytes] = {}
        code = 0
        for _ in range(3):
            tiles |= _one_bit_changed(ledger, but=tiles)
            code = run("verify", address).code
            if code:
                break
        assert code == 1
        assert run("verify", ledger).code == 1
        for file, whole in tiles.items():
            file.write_bytes(whole)
    assert run("verify", ledger, "--since", saved).code == 0


def _one_bit_changed(ledger: Path, *, but: Container[Path]) -> dict[Path, bytes]:
    """Change a bit in each tile that has none changed yet; return these as they were."""
    found = (it for it in (ledger / "tile" / "0").rglob("*") if it.is_file() and it not in but)
    tiles = {file: file.read_bytes() for file in found}
    for file, whole in tiles.items():
        file.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    return tiles
