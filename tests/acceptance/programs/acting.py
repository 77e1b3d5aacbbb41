"""Commit acts about many people, each read back, until the file ``stop`` is there; say how many."""

import sys
from itertools import count
from pathlib import Path

from amana.assembly import reached
from amana.domain.ledger.entry import Entry
from amana.settings import Settings
from amana.storage.keys.persons import PersonKeys


def act(data: Path, service: str, name: str) -> int:
    """Return how many acts were committed and read back."""
    with reached(Settings(data=data)) as storage:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for number in count():
            if (data / "stop").exists():
                return number
            person = f"{name}-{number % 50}"
            # As a program that knows no key: each is read again from the database of keys.
            storage.person_keys = PersonKeys(storage.keys)
            with storage.work(service) as work:
                work.commit(Entry(act="use", body={"n": number}, person=person))
            with storage.reading(service) as view:
                (latest, *_) = view.people.acts(person)
            if latest.body != {"n": number}:
                msg = "what was sealed did not open"
                raise AssertionError(msg)
    return 0


if __name__ == "__main__":
    sys.stdout.write(f"{act(Path(sys.argv[1]), sys.argv[2], sys.argv[3])}\n")
