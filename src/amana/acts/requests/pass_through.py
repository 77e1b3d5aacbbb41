"""One pass through a source for a set of requests of one kind, and what came of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias
from uuid import UUID, uuid4

from amana.acts.requests.at_most import DONE_TO_ROWS, done_to_rows, rows_of, still_at_most, summed
from amana.acts.requests.planned_fates import kept_reason
from amana.acts.requests.sought import Wanted
from amana.acts.sources.opening import Opened
from amana.domain.errors import Refused
from amana.domain.ledger.entry import Json
from amana.domain.source.outcome import Erased, Sought
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.request_parts import PartDone, PartRow, Unopened


class SoughtGone(Refused):
    """By what the person was known is no more there: the part cannot be carried out."""

    code = "requests.sought_gone"


class CannotCarry(Refused):
    """Nothing is known that a source could do about such a request."""

    code = "requests.cannot_carry"


ForeseePass: TypeAlias = Callable[[Sequence[PartRow]], None]
"""Notes of parts, before their source commits, what is about to be done, and what will stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """A part with whom it asks for."""

    part: PartRow
    wanted: Wanted = field(repr=False)
    unopened: Unopened | None = None
    """Why the seal of whom it asks for does not open."""

    @property
    def sought(self) -> Sought:
        """Return whom it asks for, or raise ``SoughtGone``."""
        if self.wanted.sought is None:
            raise SoughtGone
        return self.wanted.sought


def go_through(
    asked: Opened, parts: Sequence[AskedPart], foresee: ForeseePass
) -> Mapping[UUID, PartDone]:
    """Do what the parts ask, all of one kind, in one pass; all of it is done, or it raises.

    Either all put marks, or all take them off.

    What an erasure will leave is foreseen before the source commits, and holds whatever the
    source says when it is gone through again.

    Raises what the source raises, ``SoughtGone`` and ``CannotCarry``. Done twice it is as if done
    once.
    """
    do = _DEEDS.get(parts[0].part.kind)
    if do is None:
        raise CannotCarry
    return do(asked, parts, foresee)


def added_up(before: PartRow, done: PartDone) -> PartDone:
    """Return what came of a part in both passes; what stays, or is left, the latter saw."""
    tables: dict[Json, dict[str, Json]] = {}
    for each in (*before.counts, *done.counts):
        # What is counted over a whole source, as marks are, names no table.
        table = tables.setdefault(each.get("table"), {"table": each.get("table")})
        for name in DONE_TO_ROWS:
            table[name] = rows_of(table, name) + rows_of(each, name)
    for each in done.counts:
        tables[each.get("table")] |= {name: each.get(name) for name in ("kept", "left")}
    return replace(
        done,
        counts=tuple(_counted(each) for each in tables.values()),
        set_size=max(before.set_size, done.set_size),
        read_back=before.read_back + done.read_back,
    )


def _erase(
    asked: Opened, parts: Sequence[AskedPart], foresee: ForeseePass
) -> Mapping[UUID, PartDone]:
    together = [each.part for each in parts]

    def foreseen(erased: Erased) -> None:
        foresee(_noted(asked, together, erased))

    erased = asked.source.erase([each.sought for each in parts], foresee=foreseen)
    counts = _counts(asked, erased)
    left = {each.part.request: erased.left_of.get(str(each.part.request), {}) for each in parts}
    return {
        each.part.request: PartDone(
            counts=_with_left(counts, left[each.part.request]),
            kept=_kept(asked, erased, each.part),
            at_most=still_at_most(each.part, together, counts),
            set_size=len(parts),
            read_back=erased.read_back,
            left=left[each.part.request],
        )
        for each in parts
    }


def _restrict(
    asked: Opened, parts: Sequence[AskedPart], _foresee: ForeseePass
) -> Mapping[UUID, PartDone]:
    on = not parts[0].part.lifting
    marked = asked.source.restrict([each.sought for each in parts], on=on)
    done = PartDone(
        counts=({"changed": marked.rows},), set_size=len(parts), read_back=marked.read_back
    )
    return {each.part.request: done for each in parts}


def _correct(
    asked: Opened, parts: Sequence[AskedPart], _foresee: ForeseePass
) -> Mapping[UUID, PartDone]:
    """Correct each by itself: no two ask for the same. A fault among several leaves all to try."""
    done: dict[UUID, PartDone] = {}
    for each in parts:
        changed = asked.source.correct(each.sought, each.wanted.of(asked.name))
        done[each.part.request] = PartDone(counts=({"changed": changed},))
    return done


def _noted(asked: Opened, parts: Sequence[PartRow], erased: Erased) -> Sequence[PartRow]:
    """Return the parts with what a pass is about to do; none where it does and leaves nothing.

    What an earlier pass had noted is done at most besides, unless it was plainly not done.
    """
    this, doing = uuid4(), done_to_rows(_counts(asked, erased))
    noted = [
        replace(
            each,
            kept=_kept(asked, erased, each),
            at_most=summed(still_at_most(each, parts, doing), doing),
            noted_by=this if doing else each.noted_by,
            set_size=max(each.set_size, len(parts)) if doing else each.set_size,
        )
        for each in parts
    ]
    return noted if doing or any(each.kept for each in noted) else ()


def _counts(asked: Opened, erased: Erased) -> Sequence[Mapping[str, Json]]:
    return tuple(_counted(each) for each in _tables(erased) if each["table"] in asked.of)


def _tables(erased: Erased) -> Sequence[Mapping[str, Json]]:
    return tuple(
        {
            "table": each.table,
            "deleted": each.deleted,
            "changed": each.changed,
            "unlinked": each.unlinked,
            "kept": each.kept,
        }
        for each in erased.tables
    )


def _with_left(
    counts: Sequence[Mapping[str, Json]], left: Mapping[str, int]
) -> Sequence[Mapping[str, Json]]:
    """Return the counts with what of one person is left beside them, by table."""
    said = {str(each["table"]): each for each in counts}
    more: dict[str, Json]
    for name, rows in left.items():
        more = {"left": rows}
        said[name] = {**said.get(name, {"table": name}), **more}
    return tuple(said.values())


def _counted(table: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return what happened, without what did not."""
    return {name: value for name, value in table.items() if value}


def _kept(asked: Opened, erased: Erased, part: PartRow) -> Sequence[Mapping[str, Json]]:
    """Return what stays of one person, with reason and until; also what was foreseen to stay."""
    kept: list[Mapping[str, Json]] = []
    said = {each.table: each for each in erased.tables}
    for name, rows in erased.kept_of.get(str(part.request), {}).items():
        if name not in asked.of:
            continue
        reason, until = kept_reason(asked.mapping.tables[name])
        own = said.get(name)
        if own is not None and own.reason is not None:
            # A service keeps by its own reason, whatever the map foresaw.
            reason, until = own.reason, None if own.until is None else str(own.until)
        kept.append({"table": name, "rows": rows, "reason": reason, "until": until})
    return _at_least(part.kept, kept)


def _at_least(
    before: Sequence[Mapping[str, Json]], now: Sequence[Mapping[str, Json]]
) -> Sequence[Mapping[str, Json]]:
    """Return what stays by table; where rows are no more found, as it was foreseen."""
    most = {str(each["table"]): each for each in before}
    for each in now:
        known = most.get(str(each["table"]))
        if known is None or _rows(known) <= _rows(each):
            most[str(each["table"])] = each
    return tuple(most.values())


def _rows(kept: Mapping[str, Json]) -> int:
    """Return how many rows of a table stay; only :func:`_kept` writes it."""
    rows = kept["rows"]
    return rows if isinstance(rows, int) else 0


_DEEDS: Final[
    Mapping[
        RequestKind,
        Callable[[Opened, Sequence[AskedPart], ForeseePass], Mapping[UUID, PartDone]],
    ]
] = {
    RequestKind.ERASURE: _erase,
    RequestKind.PART_ERASURE: _erase,
    RequestKind.RESTRICTION: _restrict,
    RequestKind.OBJECTION: _restrict,
    RequestKind.WITHDRAWAL: _restrict,
    RequestKind.CORRECTION: _correct,
}
