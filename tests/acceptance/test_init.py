"""``amana init``: an installation out of nothing, and nothing twice."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run, Serving

AMANA = Path(sys.executable).with_name("amana")


def _files(folder: Path) -> dict[str, bytes]:
    """Return what lies beside the database, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "database/" not in str(path.relative_to(folder))
    }


@pytest.mark.slow
def test_an_installation_is_made_served_and_entered(
    folder: Path, run: "Run", serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """Settings, keys, service, key file and link are there; the link opens the console, once."""
    policy = policy_of(folder.with_name(f"{folder.name}-policy"), "rose-shop")
    ran = run("init", folder, "--policy", policy, "--service", "fresh", "--format", "json")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert [each["service"] for each in told["services"]] == ["fresh", "rose-shop"]
    for path in (told["back_up"]["settings"], *(each["key_file"] for each in told["services"])):
        assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    for part in ("settings", "database", "root_key", "secrets"):
        assert Path(told["back_up"][part]).exists(), part
    with serving(folder / "data", cwd=folder) as served:
        answer = httpx.post(
            f"{served.url}/console/sign-in",
            data={"token": told["sign_in"].partition("token=")[2]},
            headers={"origin": served.url},
            timeout=30,
        )
        assert answer.status_code == 303
        key = Path(told["services"][1]["key_file"]).read_text(encoding="ascii").strip()
        bearer = {"authorization": f"Bearer {key}"}
        assert httpx.get(f"{served.url}/v1/policy", headers=bearer, timeout=30).status_code == 200


@pytest.mark.slow
def test_a_second_run_changes_nothing(folder: Path, run: "Run") -> None:
    """It says what is there; settings, keys and secrets stay as they are, to the byte."""
    run("init", folder, "--service", "fresh", "--port", "0")
    before = _files(folder)
    again = run("init", folder, "--service", "fresh", "--lang", "ar")
    assert again.code == 0, again.err
    assert "من قبل" in again.out
    assert "token=" not in again.out
    assert _files(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize("after_s", [0.9, 1.6])
def test_a_killed_run_is_taken_up(folder: Path, run: "Run", after_s: float) -> None:
    """Wherever it ended, the next run ends with a service whose key is in its file and counts."""
    killed = subprocess.Popen(
        [AMANA, "init", folder, "--service", "fresh"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not name.startswith("AMANA_")},
    )
    time.sleep(after_s)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    ran = run("init", folder, "--service", "fresh", "--format", "json")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert Path(told["services"][0]["key_file"]).read_text(encoding="ascii").startswith("amana_")
    keys = run("service", "keys", "fresh", "--format", "json", cwd=folder)
    assert len(json.loads(keys.out)["keys"]) == 1


def test_settings_that_cannot_be_used_make_nothing(folder: Path, run: "Run") -> None:
    """A wrong address is refused before the first file."""
    ran = run("init", folder, "--public-url", "ftp://nowhere.example")
    assert ran.code == 4
    assert not folder.exists()
