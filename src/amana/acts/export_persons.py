"""Who a service's persons are, as lines of its export."""

import json
from collections.abc import Iterator

from amana.storage.persons.sealed import unsealed
from amana.storage.work import View


def persons_lines(view: View, *, opened: bool) -> Iterator[str]:
    """Yield each identifier and each declaration, with its value where it is to be opened."""
    for row in view.transaction.stream("export", "persons", service=view.service):
        person = bytes(row["person_key"])
        told = {
            "person": person.hex(),
            "says": row["says"],
            "origin": row["origin"],
            "source": row["source"],
            "at": row["at"].isoformat(),
            "verified_at": None if row["verified_at"] is None else row["verified_at"].isoformat(),
            "verified_by": row["verified_by"],
            "ended_at": None if row["ended_at"] is None else row["ended_at"].isoformat(),
            "entry": str(row["entry"]),
        }
        if opened:
            value = unsealed(
                view.sealer, row["sealed"], what=row["what"], row=row["id"], person=person
            )
            told["value"] = {name: each for name, each in value.items() if name != "of"}
        yield json.dumps(told, ensure_ascii=False, default=list)
