"""What a form of file can do: read records, and write one with other values in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from amana.sources.files.lines import Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record, or what stands between records and holds none."""

    raw: str
    """As it stands in the file, its end with it."""
    values: Mapping[str, str | None] | None
    """By column, as texts; ``None`` where it is no record. A field without a value is ``None``."""


class Form(Protocol):
    """A form of file."""

    newline: str
    """What ends a line, as Python's ``open`` understands it."""
    declared: tuple[str, ...]
    """The columns that the file itself says it has, once its records were read; else none."""

    def records(self, lines: Lines) -> Iterator[Record]:
        """Yield the records. Raises ``FileUnfit``."""

    def changed(self, raw: str, values: Mapping[str, str | None]) -> str:
        """Return the record with other values in some columns, and all else as it was."""
