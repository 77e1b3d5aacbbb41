"""Figures over groups, as tables that are declared once: ``amana.aggregates``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from amana.sdk.fields import Fields
from amana.sdk.transport import Wire

_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresTable:
    """What is counted, and for whom. Under its name a table stays as it was first declared."""

    name: str
    record: str
    by: Mapping[str, Sequence[str]]
    """At most two fields of the record, each with the categories that are counted apart."""
    to: str
    """The recipient."""
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresRelease:
    """A table as it was released."""

    entry: str
    """Its entry on the ledger, by which it is had."""
    table: str
    label: str
    to: str
    purpose: str
    at_least: int
    """The smallest group that was promised."""
    released_at: datetime
    sha256: str
    """Of the table as JSON, byte by byte."""

    @classmethod
    def read(cls, fields: Fields) -> "FiguresRelease":
        """Read it from an answer."""
        return cls(
            entry=fields.text("entry"),
            table=fields.text("table"),
            label=fields.text("label"),
            to=fields.text("to"),
            purpose=fields.text("for"),
            at_least=fields.number("at_least"),
            released_at=fields.instant("released_at"),
            sha256=fields.text("sha256"),
        )


class Aggregates:
    """Releases, lists and fetches tables of one service. A method without an answer raises."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over the client's connection."""
        self._wire = wire

    def release(self, table: FiguresTable, *, label: str) -> FiguresRelease:
        """Release the table; under a label that was used it is what was released then.

        What the policy in force does not promise to let leave is not taken (``AmanaRejected``).
        """
        asked = {
            "name": table.name,
            "record": table.record,
            "by": {field: list(categories) for field, categories in table.by.items()},
            "to": table.to,
            "for": table.purpose,
            "label": label,
        }
        return FiguresRelease.read(self._wire.act("/v1/aggregates", asked))

    def listed(self) -> tuple[FiguresRelease, ...]:
        """Return what was released, the latest first."""
        return tuple(self._pages())

    def as_json(self, entry: str) -> bytes:
        """Return a release as JSON, each time the same bytes."""
        return self._file(entry, "json")

    def as_csv(self, entry: str) -> bytes:
        """Return a release as CSV, each time the same bytes."""
        return self._file(entry, "csv")

    def _file(self, entry: str, form: str) -> bytes:
        path = f"/v1/aggregates/{quote(entry, safe='')}?{urlencode({'format': form})}"
        return self._wire.get_plain(path)

    def _pages(self) -> Iterator[FiguresRelease]:
        before: str | None = None
        while True:
            query = {"limit": str(_PAGE)} | ({} if before is None else {"before": before})
            page = self._wire.get(f"/v1/aggregates?{urlencode(query)}")
            yield from (FiguresRelease.read(each) for each in page.objects("releases"))
            before = page.optional_text("next")
            if before is None:
                return
