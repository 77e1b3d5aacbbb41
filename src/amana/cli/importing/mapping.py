"""Which column or name of a file is which field of a record, or the person, or the record's key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from amana.acts.records.incoming import Incoming
from amana.cli.importing.errors import HeaderUnfit, NoPerson, PersonColumnMissing
from amana.cli.importing.lines import Row

PERSON: Final = "person"
KEY: Final = "key"
NOTHING: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of a file, and what each is; a name that is not here is what it says."""

    named: Mapping[str, str]

    def target(self, name: str) -> str:
        """Return what a name of the file stands for."""
        return self.named.get(name, name)

    def check(self, names: Iterable[str], fields: Iterable[str]) -> None:
        """Refuse a header with a column that is nothing, or that has none for the person.

        Raises ``HeaderUnfit`` with the column's number: its name may be anything.
        """
        targets = [self.target(name) for name in names]
        known = {*fields, PERSON, KEY, NOTHING}
        for number, target in enumerate(targets, start=1):
            twice = target != NOTHING and targets.index(target) != number - 1
            if target not in known or twice:
                raise HeaderUnfit(column=number)
        if PERSON not in targets:
            raise PersonColumnMissing

    def incoming(self, row: Row) -> Incoming:
        """Return the record of a row. Raises ``NoPerson``."""
        values = {self.target(name): value for name, value in row.values.items()}
        values.pop(NOTHING, None)
        person = _own_id(values.pop(PERSON, None))
        if person is None:
            raise NoPerson
        return Incoming(
            number=row.line, person=person, key=_own_id(values.pop(KEY, None)), values=values
        )


def columns_of(given: Iterable[str]) -> Columns:
    """Read ``NAME=FIELD`` as often as it was given. Raises ``ValueError``."""
    named: dict[str, str] = {}
    for each in given:
        name, equals, target = each.rpartition("=")
        if not (name and equals and target) or name in named:
            msg = "a name stands once, with what it is"
            raise ValueError(msg)
        named[name] = target
    return Columns(named=named)


def _own_id(value: object) -> str | None:
    """Return an id as a text; numbers are ids too, nothing else is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None
