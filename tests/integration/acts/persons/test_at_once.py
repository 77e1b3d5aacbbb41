"""Two processes that merge the same persons at once lose nothing and double nothing."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from amana.storage import Storage

House = Any
"""What ``conftest.py`` makes."""
PROGRAM = Path(__file__).with_name("programs") / "merging.py"
IDS = [f"id-{number}" for number in range(10)]


def _start(storage: Storage, house: House, place: Path, *, backwards: bool) -> Any:  # noqa: ANN401 - a process of texts
    process = subprocess.Popen(
        [sys.executable, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    order = {
        "address": asdict(storage.address),
        "root": bytes(range(32)).hex(),
        "secrets": str(place / "secrets"),
        "service": house.service,
        "ids": IDS,
        "backwards": backwards,
    }
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_merge_the_same_persons(house: House, storage: Storage, place: Path) -> None:
    """From both ends of a chain: one group, one bond a pair, an entry a merge and person."""
    both = [_start(storage, house, place, backwards=turned) for turned in (False, True)]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate()
        assert process.returncode == 0
    with storage.reading(house.service) as view:
        keys = {view.sealer.person_key(person) for person in IDS}
        assert set(view.persons.group(IDS[0])) == keys
        assert len(view.persons.ties(keys)) == len(IDS) - 1
        assert set(view.identifiers.own_ids(keys).values()) == set(IDS)
        merged = [act for act in view.people.acts(IDS[3]) if act.act == "merge"]
    assert len(merged) == 2 * 2 * (len(IDS) - 1)
    house.door.split(house.service, person=IDS[4], other=IDS[5])
    assert house.door.show(house.service, person=IDS[0]).ids == tuple(IDS[:5])
