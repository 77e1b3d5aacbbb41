"""What an export tells of who the persons are: values only where they were asked for."""

import json
from pathlib import Path
from typing import Any

from amana.acts.export_service import export_service
from amana.domain.person.facts import BornIn
from amana.domain.vocabulary.collecting import Origin

House = Any
"""What ``conftest.py`` makes."""
EMAIL = "amal@house.example"


def _lines(house: House, folder: Path, *, bodies: bool) -> list[dict[str, Any]]:
    done = export_service(
        house.storage, house.service, published=folder, to=folder / "out", bodies=bodies
    )
    whole = b"".join(path.read_bytes() for path in done.folder.rglob("*.jsonl"))
    assert (EMAIL.encode() in whole) is bodies
    lines = (done.folder / "persons.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_an_export_opens_who_persons_are_where_it_is_asked_to(house: House, tmp_path: Path) -> None:
    """The service's own id, the address, the year; without the bodies none of the values."""
    house.identify("customer-7", EMAIL)
    house.door.declare(
        house.service, person="customer-7", value=BornIn(year=1990), origin=Origin.PERSON
    )
    shut = _lines(house, tmp_path / "shut", bodies=False)
    assert {each["says"] for each in shut} == {"own", "email", "age"}
    assert not any("value" in each for each in shut)
    values = {each["says"]: each["value"] for each in _lines(house, tmp_path / "open", bodies=True)}
    assert values == {
        "own": {"value": "customer-7"},
        "email": {"value": EMAIL},
        "age": {"born_in": 1990},
    }
