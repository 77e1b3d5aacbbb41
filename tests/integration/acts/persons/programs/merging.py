"""Merge a chain of ids, in one order or the other. A test starts two of these at once.

Reads one line of JSON: where the database is, the service, the ids, and whether to go backwards.
Says a line when it is ready, and begins at the next line it hears.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

from amana.acts.doors.persons import PersonsDoor
from amana.storage import GivenRootKey, ServerAddress, Storage
from amana.storage.errors import Conflict

TRIES = 5


def _merge(door: PersonsDoor, service: str, one: str, other: str) -> None:
    """Merge two ids; a transaction that crossed another is tried again."""
    for _ in range(TRIES):
        try:
            door.merge(service, person=one, other=other)
        except Conflict:
            continue
        return


def main() -> None:
    """Merge each id with the next one."""
    order = json.loads(sys.stdin.readline())
    storage = Storage(
        ServerAddress(**order["address"]),
        root_key=GivenRootKey(bytes.fromhex(order["root"])),
        secrets=Path(order["secrets"]),
    )
    door, pairs = PersonsDoor(storage), list(pairwise(order["ids"]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for one, other in reversed(pairs) if order["backwards"] else pairs:
        _merge(door, order["service"], one, other)
    storage.close()


if __name__ == "__main__":
    main()
