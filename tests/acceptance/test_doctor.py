"""``amana doctor`` as who runs Amana types it: beside a running server, and where nothing runs."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Ran, Run, Serving


def _states(ran: "Ran") -> dict[str, set[str]]:
    """Return the states of each check that was printed."""
    found: dict[str, set[str]] = {}
    for it in json.loads(ran.out)["checks"]:
        found.setdefault(it["check"], set()).add(it["state"])
    return found


def test_it_looks_beside_a_running_server_and_after_it_stopped(
    serving: "Serving", run: "Run", policy_of: "PolicyOf", folder: Path, shelf: Path
) -> None:
    """A stopped database is started to be looked at; one that cannot hides nothing else."""
    look = ("doctor", "--offline", "--format", "json", "--data", folder)
    with serving(folder, "--policy", policy_of(shelf, "ill-shop")):
        beside = _states(run(*look))
        assert beside["database"] == beside["workers"] == beside["keys"] == {"ok"}
        assert beside["backup"] == {"unseen"}
        ran = run("backup", "--to", shelf / f"{folder.name}-kept", "--data", folder)
        assert ran.code == 0, ran.err
        assert _states(run(*look))["backup"] == {"ok"}
    stopped = _states(run(*look))
    assert stopped["database"] == stopped["keys"] == stopped["secrets"] == {"ok"}
    assert stopped["workers"] == {"warning"}
    version = folder / "database" / "cluster" / "PG_VERSION"
    version.write_text("7\n", encoding="utf-8")
    ran = run(*look)
    assert ran.code == 1
    broken = _states(ran)
    assert broken["database"] == {"fault"}
    assert broken["secrets"] == broken["disk"] == {"ok"}
    said = run("--lang", "ar", "doctor", "--offline", "--data", folder)
    assert said.code == 1
    assert "قاعدة البيانات" in said.out


def test_where_there_is_nothing_it_makes_nothing(run: "Run", folder: Path) -> None:
    """A wrong folder is said."""
    ran = run("doctor", "--offline", "--data", folder)
    assert ran.code != 0
    assert str(folder) in ran.err
    assert not folder.exists()
