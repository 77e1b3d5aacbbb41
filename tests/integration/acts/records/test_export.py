"""An export holds a service's records: their provenance always, their values where asked for."""

import json
from pathlib import Path
from typing import Any

import pytest

from amana.acts.export_service import export_service


@pytest.mark.parametrize("opened", [True, False])
def test_an_export_holds_each_version_of_each_record(
    house: Any,  # noqa: ANN401 - of conftest
    samples: Any,  # noqa: ANN401 - of conftest
    tmp_path: Path,
    *,
    opened: bool,
) -> None:
    """Without the bodies it tells about nobody more than keyed hashes do."""
    house.collect(values={"name": "مريم", "address": "Doha, street 1"})
    house.correct(values={"address": "Doha, street 2"}, how=samples.courier)
    done = export_service(
        house.storage,
        house.service,
        published=tmp_path / "none",
        to=tmp_path / "out",
        bodies=opened,
    )
    text = (done.folder / "records.jsonl").read_text("utf-8")
    new, old = (json.loads(line) for line in text.splitlines())
    assert (new["version"], new["origin"], new["source"]) == (2, "third-party", "courier")
    assert (old["version"], old["origin"], old["current"]) == (1, "person", False)
    assert ("street 2" in text) is opened
    whole = "".join(path.read_text("utf-8") for path in done.folder.rglob("*.jsonl"))
    assert ("k-1" in whole) is opened
    if opened:
        assert new["values"] == {"name": "مريم", "address": "Doha, street 2"}
        assert old["values"]["address"] == "Doha, street 1"
    assert not (done.folder / "tables" / "record.jsonl").exists()
    assert (done.folder / "tables" / "record_map.jsonl").read_text().count("\n") == 1
