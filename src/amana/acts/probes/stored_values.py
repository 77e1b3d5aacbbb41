"""What is stored: no full card number anywhere, and nothing of what is promised not to be kept.

Records are opened from the newest to the oldest, with all their versions, so many a night, and
round after round. Opening is the only way to see what stands in a sealed value; what was cut when
it came in would only show that the cutting ran (decision 0173).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.records.errors import NoMapInForce
from amana.acts.records.map_in_force import map_in_force
from amana.domain.evidence.question import ProbeName
from amana.domain.ledger.entry import Json
from amana.domain.policy.model import Promise
from amana.domain.promises.never import Never
from amana.domain.promises.protect import Protect
from amana.domain.record.cards import holds_card
from amana.domain.record.masking import MARKS
from amana.domain.record_map.model import RecordMap
from amana.storage.probing import (
    LongLook,
    Opened,
    any_behind,
    keep_long_look,
    long_look,
    records_held,
    stored_records,
)
from amana.storage.work import View

_NAME: Final = "stored-cards"
MOST_RECORDS: Final = 100_000
"""Of one night."""


def look(ground: Ground) -> Looked:
    """Open some records and look at their values, and go on behind them the next night.

    What is wrong stops the walk: the same records are opened again until they are mended. Promises
    are seen kept once a whole round found nothing, and as long as no night does.
    """
    broken: dict[str, set[Fault]] = {}
    with ground.storage.reading(ground.service) as view:
        held = records_held(view)
        if not held:
            raise CannotLook(Unseen.NO_RECORDS)
        try:
            known = map_in_force(view)
        except NoMapInForce:
            raise CannotLook(Unseen.NO_RECORDS) from None
        before = long_look(view, _NAME)
        opened = _Opened()
        for each in opened.of(view, behind=before.behind, most=MOST_RECORDS):
            for promise, fault in _found(each, known, ground.promises):
                broken.setdefault(promise, set()).add(fault)
        now = _gone_on(view, before, opened)
    if not broken:
        with ground.storage.work(ground.service) as work:
            keep_long_look(work, _NAME, now)
            work.transaction.end(commit=True)
    whole = now.whole_at is not None
    return Looked(
        kept=frozenset(ground.promises) - broken.keys() if whole else frozenset(),
        broken=frozenset(broken),
        faults=tuple(
            sorted({f for each in broken.values() for f in each}, key=lambda f: (f.place, f.code))
        ),
        seen={
            "versions": opened.versions,
            "covered": len(opened.records),
            "round": before.covered + len(opened.records),
            "last_round": now.whole or 0,
            "records": held,
        },
    )


@dataclass(slots=True)
class _Opened:
    """What a night opens."""

    records: set[UUID] = field(default_factory=set)
    last: UUID | None = None
    versions: int = 0

    def of(self, view: View, *, behind: UUID | None, most: int) -> Iterator[Opened]:
        """Yield the records behind this one, and remember which they were."""
        for each in stored_records(view, most=most, before=behind):
            self.versions += 1
            self.records.add(each.record)
            self.last = each.record
            yield each


def _gone_on(view: View, before: LongLook, opened: _Opened) -> LongLook:
    """Return how far the look has come; behind the oldest record it begins again."""
    covered = before.covered + len(opened.records)
    if opened.last is None or not any_behind(view, opened.last):
        return LongLook(whole_at=view.now, whole=covered)
    return replace(before, behind=opened.last, covered=covered)


def _found(
    opened: Opened, known: RecordMap, promises: Mapping[str, Promise]
) -> Iterator[tuple[str, Fault]]:
    """Yield each promise that a record breaks, with what is wrong."""
    if opened.content is None:
        return
    values = opened.content.values
    type_ = known.records.get(opened.type)
    card = any(holds_card(text) for value in values.values() for text in _texts(value))
    for promise in promises.values():
        data = frozenset(promise.form.data)
        if card and not _bans_collection(promise):
            yield promise.id, Fault(code="card", place=str(opened.record))
        for name, value in values.items():
            field = None if type_ is None else type_.fields.get(name)
            if field is not None and field.category in data and not _is_cut(value):
                place = f"{opened.record} {type_.id}.{name}" if type_ else str(opened.record)
                yield promise.id, Fault(code="stored", place=place)


def _bans_collection(promise: Promise) -> bool:
    """Tell whether the promise speaks of its own data alone, not of cards wherever they stand."""
    return isinstance(promise.form, Never) or not isinstance(promise.form, Protect)


def _is_cut(value: Json) -> bool:
    """Tell whether only a part of the value was kept."""
    return isinstance(value, str) and value.startswith(MARKS)


def _texts(value: Json) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)


PROBE: Final = Probe(name=ProbeName.STORED_CARDS, every=NIGHTLY, look=look)
