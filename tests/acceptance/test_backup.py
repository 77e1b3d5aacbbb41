"""Backup, restore and export, as who runs Amana types them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run, Serving


@pytest.mark.slow
def test_a_backup_beside_a_running_server_is_restored_after_it_stopped(
    serving: "Serving", run: "Run", policy_of: "PolicyOf", folder: Path, shelf: Path
) -> None:
    """Commands find the running database; a restore waits until nobody runs it."""
    policy = policy_of(shelf, "back-shop")
    kept = shelf / f"{folder.name}-kept"
    with serving(folder, "--policy", policy):
        ran = run("backup", "--to", kept, "--data", folder, "--format", "json")
        assert ran.code == 0, ran.err
        parts = json.loads(ran.out)["parts"]
        assert parts.keys() == {"data", "keys", "epochs", "ledger"}
        assert run("restore", next(kept.iterdir()), "--data", folder, "--replace").code != 0
        exported = run("export", "--service", "back-shop", "--to", kept / "out", "--data", folder)
        assert exported.code == 0, exported.err
    (kept / "out").rename(shelf / f"{folder.name}-out")
    backup = next(kept.iterdir())
    refused = run("restore", backup, "--data", folder)
    assert refused.code == 3
    assert "--replace" in refused.err
    for language, word in (("ar", "تمت الاستعادة"), ("en", "Restored.")):
        ran = run("--lang", language, "restore", backup, "--data", folder, "--replace")
        assert ran.code == 0, ran.err
        assert word in ran.out
        assert "back-shop" in ran.out
    with serving(folder) as served:
        assert "back-shop" in served.out


@pytest.mark.parametrize(
    "options",
    [
        ("backup",),
        ("backup", "--to", "keys=/nowhere"),
        ("backup", "--to", "/nowhere", "--parts", "data,all"),
        ("restore",),
        ("export", "--service", "shop"),
    ],
)
def test_what_is_missing_on_the_line_is_said(run: "Run", options: tuple[str, ...]) -> None:
    """Before anything is opened."""
    ran = run(*options)
    assert ran.code == 2
    assert ran.err
