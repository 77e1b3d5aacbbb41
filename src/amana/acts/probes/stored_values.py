"""What is stored: no full card number anywhere, and nothing of what is promised not to be kept.

The newest records are opened a page at a time, with all their versions. Opening is the only way
to see what stands in a sealed value; what was cut when it came in would only show that the cutting
ran (decision 0173).
"""

from collections.abc import Iterator, Mapping
from typing import Final

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
from amana.storage.probing import Opened, records_held, stored_records

_MOST_RECORDS: Final = 100_000


def look(ground: Ground) -> Looked:
    """Open the newest records and look at their values."""
    broken: dict[str, set[Fault]] = {}
    seen = 0
    with ground.storage.reading(ground.service) as view:
        held = records_held(view)
        if not held:
            raise CannotLook(Unseen.NO_RECORDS)
        try:
            known = map_in_force(view)
        except NoMapInForce:
            raise CannotLook(Unseen.NO_RECORDS) from None
        for opened in stored_records(view, most=_MOST_RECORDS):
            seen += 1
            for promise, fault in _found(opened, known, ground.promises):
                broken.setdefault(promise, set()).add(fault)
    return Looked(
        kept=frozenset(ground.promises) - broken.keys(),
        broken=frozenset(broken),
        faults=tuple(
            sorted({f for each in broken.values() for f in each}, key=lambda f: (f.place, f.code))
        ),
        seen={"versions": seen, "records": held},
    )


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
