"""The sources of a service: how each is reached, sealed, and the versions of its map."""

from dataclasses import dataclass, field
from uuid import UUID

from amana.domain.source.registry import SourceEntry, SourceKind
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_WHAT = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """How a source is reached. It may hold a password."""

    kind: SourceKind
    way: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMap:
    """A version of a map, as it was given."""

    text: str
    approved: bool


@dataclass(slots=True, kw_only=True)
class Sources:
    """The sources of one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def listed(self, *, every: bool = False) -> tuple[SourceEntry, ...]:
        """Return the sources by name; ``every`` names those, too, that were removed."""
        rows = self.transaction.rows("sources", "listed", service=self.service, every=every)
        return tuple(SourceEntry(**{**row, "kind": SourceKind(row["kind"])}) for row in rows)

    def one(self, name: str) -> SourceEntry:
        """Return one that was not removed, or raise ``NotFound``."""
        for entry in self.listed():
            if entry.name == name:
                return entry
        raise NotFound(what=_WHAT)

    def hold(self, name: str) -> None:
        """Keep others from changing a source until the transaction ends."""
        self.transaction.rows("sources", "hold", service=self.service, name=name)

    def put(self, name: str, kind: SourceKind, way: str, *, entry: UUID) -> None:
        """Note a source and its way in, sealed under the service's own key for this entry."""
        sealed = self.sealer.seal(way.encode("utf-8"), entry=entry)
        self._change("put", name=name, kind=kind.value, way=sealed, entry=entry)

    def way_in(self, name: str) -> WayIn:
        """Return how a source is reached, or raise ``NotFound``."""
        row = self.transaction.row("sources", "way", service=self.service, name=name)
        if row is None:
            raise NotFound(what=_WHAT)
        way = self.sealer.open(bytes(row["way"]), entry=row["way_entry"])
        return WayIn(kind=SourceKind(row["kind"]), way=way.decode("utf-8"))

    def put_map(self, name: str, text: str, *, entry: UUID) -> int:
        """Note the next version of a map and return its number; the source is held."""
        rows = self.transaction.rows(
            "sources", "put_map", service=self.service, source=name, text=text, entry=entry
        )
        return int(rows[0]["version"])

    def map(self, name: str, version: int) -> KeptMap:
        """Return a version of a map, or raise ``NotFound``."""
        row = self.transaction.row(
            "sources", "map", service=self.service, source=name, version=version
        )
        if row is None:
            raise NotFound(what="source_map")
        return KeptMap(text=row["text"], approved=row["approved"])

    def approve(self, name: str, version: int, *, by: str, entry: UUID) -> bool:
        """Note who approved a version; tell whether nobody had."""
        return bool(self._change("approve", source=name, version=version, by=by, entry=entry))

    def remove(self, name: str) -> bool:
        """Take a source off the list, and its way in with it; tell whether it was there."""
        return bool(self._change("remove", name=name))

    def still_asked(self, name: str) -> tuple[UUID, ...]:
        """Return some requests that still have something to do there, the oldest first."""
        rows = self.transaction.rows("sources", "still_asked", service=self.service, name=name)
        return tuple(row["request"] for row in rows)

    def _change(self, statement: str, /, **values: object) -> int:
        return self.transaction.change("sources", statement, service=self.service, **values)
