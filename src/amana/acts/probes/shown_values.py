"""Values that are promised masked are shown masked: asked for as staff and machines ask.

A made-up person's value is planted for each field of the map whose data is masked, and asked for
through the act by which everything is read, for each purpose of the policy. All of it is
rehearsed: nothing of it stays, and none of it counts as kept.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from amana.acts.act import Act, Actor, Role
from amana.acts.deciding.asked import Asked
from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe, plant
from amana.acts.records.asked import Reading, Used, Using, Which
from amana.acts.records.errors import NoMapInForce
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.use import use
from amana.domain.decision.rule import Need
from amana.domain.evidence.question import ProbeName
from amana.domain.policy.model import Promise
from amana.domain.promises.protect import Protect
from amana.domain.record.types import ValueType
from amana.domain.record_map.model import RecordField, RecordMap, RecordType
from amana.storage.probing import Rehearsal
from amana.storage.work import View

_PERSON: Final = "planted-for-showing"
_STAFF: Final = frozenset({Need.GRANT, Need.SECOND_PERSON, Need.ADULT, Need.ACCEPTED})
"""What a reader at work here would have shown; whether they may read at all is not asked."""
_SAMPLES: Final = {
    ValueType.EMAIL: "planted.person@planted.invalid",
    ValueType.IP: "198.51.100.77",
    ValueType.URL: "https://planted.invalid/planted/person",
    ValueType.DATE: "1971-03-29",
}
_SAMPLE: Final = "7345 9182 0463 5827 19"
"""Long enough for each mask to hide something of it."""


def look(ground: Ground) -> Looked:
    """Ask for what each promise masks, and look at what comes back."""
    with ground.storage.rehearsing(ground.service) as rehearsal:
        try:
            known = map_in_force(rehearsal.work)
        except NoMapInForce:
            raise CannotLook(Unseen.NO_RECORDS) from None
        asked = {
            promise.id: list(_asked(ground, rehearsal, known, promise))
            for promise in ground.promises.values()
        }
    shown = {
        promise: [whole for whole in each if whole is not None] for promise, each in asked.items()
    }
    if not any(shown.values()):
        raise CannotLook(Unseen.NO_RECORDS)
    broken = {promise: [fault for fault in each if fault] for promise, each in shown.items()}
    return Looked(
        kept=frozenset(promise for promise, each in shown.items() if each and not broken[promise]),
        broken=frozenset(promise for promise, faults in broken.items() if faults),
        faults=tuple(
            Fault(code="whole", place=place)
            for place in dict.fromkeys(p for faults in broken.values() for p in faults)
        ),
        seen={"shown": sum(map(len, shown.values()))},
    )


def _asked(
    ground: Ground, rehearsal: Rehearsal, known: RecordMap, promise: Promise
) -> Iterator[str | None]:
    """Yield of each question where a value showed whole, ``""`` where not, ``None`` for a no."""
    for type_ in known.records.values():
        for field in type_.fields.values():
            if isinstance(promise.form, Protect) and field.category in promise.form.data:
                yield from _of_field(ground, rehearsal, type_, field)


def _of_field(
    ground: Ground, rehearsal: Rehearsal, type_: RecordType, field: RecordField
) -> Iterator[str | None]:
    value = _SAMPLES.get(field.type, _SAMPLE)
    work = rehearsal.work
    record = plant(work, _PERSON, {field.id: value}, policy_version=1, type_=type_.id)
    work.records.add(record, entry=work.name_entry())
    for purpose in ground.policy.purposes:
        which, purposes = Which(id=record.id), frozenset({purpose})
        for given in (
            Reading(which=which, purposes=purposes, staff=_PERSON, reason=_PERSON),
            Using(which=which, purposes=purposes),
        ):
            with rehearsal.act() as under_way:
                act = Act(actor=Actor(role=Role.APPLICATION, label=_PERSON), work=under_way)
                used = use(act, given, asking=_as_staff)
            yield _whole(used, field, value, given, f"{type_.id}.{field.id} {purpose}")


def _as_staff(_: View, asked: Asked) -> Asked:
    """Add what a reader would have shown, to what the record itself tells."""
    met = asked.known.met | _STAFF
    return replace(asked, known=replace(asked.known, met=met))


def _whole(used: Used, field: RecordField, value: str, given: Using, place: str) -> str | None:
    """Return where the value showed whole; of a machine's use only where a mask was due."""
    due = isinstance(given, Reading) or field.category in used.answer.masked
    if used.values is None or not due:
        return None
    return place if value in str(used.values.get(field.id, "")) else ""


PROBE: Final = Probe(name=ProbeName.SHOWN_VALUES, every=NIGHTLY, look=look)
