"""Everything of one service in open forms."""

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from amana.acts.export_service import export_service
from amana.assembly import opened

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation


def test_an_export_holds_all_of_one_service_and_nothing_of_another(
    here: "Installation", shelf: Path
) -> None:
    """Tables as JSON Lines, the ledger as published, checksums that the system's tool takes."""
    with opened(here.settings) as storage:
        for service in ("shop", "other"):
            storage.create_service(service)
            here.fill(storage, service, 20)
        done = export_service(
            storage, "shop", published=here.settings.data / "ledger", to=shelf / "out", bodies=True
        )
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],  # noqa: S607 - of the system
        cwd=done.folder,
        check=False,
    )
    assert checked.returncode == 0
    lines = (done.folder / "bodies.jsonl").read_text(encoding="utf-8").splitlines()
    bodies = [json.loads(line) for line in lines]
    assert sorted(body["body"]["n"] for body in bodies) == list(range(20))
    assert (done.folder / "ledger" / "checkpoint").is_file()
    assert b"other" not in b"".join(p.read_bytes() for p in done.folder.rglob("*.jsonl"))
    assert {path.stat().st_mode & 0o077 for path in done.folder.rglob("*.jsonl")} == {0}
    links = (done.folder / "tables" / "entry_person.jsonl").read_text().splitlines()
    assert len(links) == 20
