"""Note addresses and find one noted before, until the file ``stop`` is there; say how many."""

import sys
from itertools import count
from pathlib import Path
from uuid import uuid4

from amana.assembly import reached
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.collecting import Origin
from amana.settings import Settings
from amana.storage.work import Work

KIND = IdentifierKind.EMAIL


def _find(work: Work, name: str, number: int) -> None:
    """Look for an address that was noted; twice noted by two it is one."""
    key = work.sealer.person_key(f"{name}-{number}")
    if work.identifiers.whose(KIND, f"{name}-{number}@house.example") != (key,):
        msg = f"number {number} was not found"
        raise AssertionError(msg)


def act(data: Path, service: str, name: str) -> int:
    """Return how many addresses were noted, each found at once and once more later."""
    with reached(Settings(data=data)) as storage:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for number in count():
            if (data / "stop").exists():
                return number
            with storage.work(service) as work:
                key = work.sealer.person_key(f"{name}-{number}")
                work.people.meet(key)
                address = f"{name}-{number}@house.example"
                said = {"origin": Origin.PERSON, "source": None, "entry": uuid4()}
                work.identifiers.note(key, KIND, address, **said)  # type: ignore[arg-type]  # three of three types
                work.transaction.end(commit=True)
            with storage.work(service) as work:
                _find(work, name, number)
                _find(work, name, number * 7 % (number + 1))
    return 0


if __name__ == "__main__":
    sys.stdout.write(f"{act(Path(sys.argv[1]), sys.argv[2], sys.argv[3])}\n")
