"""``amana sources add|list|approve|remove``: which sources a service has, and by which map."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from amana.acts.act import OPERATOR, Act
from amana.acts.instants import at
from amana.acts.sources.opening import OpenSource
from amana.acts.sources.registry import (
    GivenSource,
    add_source,
    approve,
    list_sources,
    remove_source,
)
from amana.cli.errors import ValueMissing
from amana.cli.printing import Format, print_json, print_notice, print_text
from amana.cli.source_words import misfit_lines
from amana.domain.ledger.entry import Json
from amana.domain.source.registry import SourceEntry, SourceKind
from amana.domain.words import Language
from amana.sources.errors import MapUnfit
from amana.storage.database import Storage
from amana.wording.catalogue import say

_COMMAND: Final = "amana sources"


class Registering(StrEnum):
    """What is done with the list of sources."""

    ADD = "add"
    LIST = "list"
    APPROVE = "approve"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the command line says."""

    name: str | None = None
    """Of the source that is approved or removed."""
    way: str | None = field(default=None, repr=False)
    text: str = ""
    kind: SourceKind = SourceKind.SQL
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where sources are registered, and how it is told."""

    storage: Storage
    service: str
    open_source: OpenSource
    language: Language
    form: Format

    def do(self, deed: Registering, given: Given) -> None:
        """Do it, and say what was done. Raises ``ValueMissing`` and what the acts raise."""
        if deed is Registering.ADD:
            self._add(given)
        elif deed is Registering.APPROVE:
            self._approve(_named(given), given.version)
        elif deed is Registering.REMOVE:
            self._remove(_named(given))
        self._list()

    def _add(self, given: Given) -> None:
        with self.storage.work(self.service) as work:
            added = add_source(
                Act(actor=OPERATOR, work=work),
                self.open_source,
                GivenSource(text=given.text, kind=given.kind, way=given.way),
            )
        self._tell("added", source=added.name, version=added.version)

    def _approve(self, name: str, version: int | None) -> None:
        if version is None:
            with self.storage.reading(self.service) as view:
                version = view.sources.one(name).versions
        try:
            approve(self.storage, self.service, self.open_source, name, version, actor=OPERATOR)
        except MapUnfit as error:
            print_notice("\n".join(misfit_lines(error.misfits, self.language)))
            raise
        self._tell("approved", source=name, version=version)

    def _remove(self, name: str) -> None:
        with self.storage.work(self.service) as work:
            remove_source(Act(actor=OPERATOR, work=work), name)
        self._tell("removed", source=name)

    def _tell(self, what: str, **fields: str | int) -> None:
        print_notice(say(f"cli.sources.{what}", self.language, **fields))

    def _list(self) -> None:
        with self.storage.reading(self.service) as view:
            entries = list_sources(view)
        if self.form is Format.JSON:
            print_json({"sources": tuple(_json(each) for each in entries)})
        else:
            print_text("\n".join(_lines(entries, self.language)))


def _named(given: Given) -> str:
    if not given.name:
        raise ValueMissing(command=_COMMAND, name="NAME")
    return given.name


def _lines(entries: Sequence[SourceEntry], language: Language) -> list[str]:
    """Return a line a source: its map in force, or that it is only read."""
    if not entries:
        return [say("cli.sources.none", language)]
    return [
        say(
            "cli.sources.unapproved" if each.approved is None else "cli.sources.in_force",
            language,
            source=each.name,
            kind=each.kind.value,
            version=each.approved or each.versions,
            by=each.approved_by or "",
        )
        for each in entries
    ]


def _json(entry: SourceEntry) -> dict[str, Json]:
    return {
        "source": entry.name,
        "kind": entry.kind.value,
        "versions": entry.versions,
        "approved": entry.approved,
        "added_at": entry.added_at.isoformat(),
        "approved_at": at(entry.approved_at),
        "approved_by": entry.approved_by,
    }
