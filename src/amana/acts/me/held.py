"""What is held about a person, in words: each value with where it came from and what it is for.

Values are shown as the policy promises to show them: what it masks is masked here too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from amana.acts.act import Act
from amana.acts.declared_map import declared_map
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.me.elsewhere import Elsewhere, show_elsewhere
from amana.acts.me.words import names_of_data, names_of_purposes, names_of_recipients
from amana.acts.persons.show import PersonShown, shown_of
from amana.acts.records.list_records import HeldRecord, HeldValue, look_up_records, note_shown
from amana.acts.records.showing import part_of
from amana.acts.retention.until import Until, kept_until
from amana.domain.decision.question import Answer, Facts, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.policy.model import Policy
from amana.domain.promises.retain import Retain
from amana.domain.record.masking import mask
from amana.domain.record_map.model import RecordField, RecordType
from amana.domain.vocabulary.collecting import OCCASIONS
from amana.domain.words import Words

AT_ONCE: Final = 100
"""Records on one page of the centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How a value came in."""

    origin: str
    source: Words | None
    """Of a third party, which one."""
    occasion: Words | None
    at: datetime
    version: int | None
    """The version of the policy that was in force."""
    imported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A value that is held."""

    name: Words
    value: str = field(repr=False)
    """As it may be shown."""
    masked: bool
    came: Came
    earlier: int = 0
    """How many values stood there before; they are in the person's copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUntil:
    """Until when a category of a record is kept."""

    category: Words
    ends: datetime | None
    """``None`` where what its time runs from did not come yet."""
    waits: tuple[Words, ...]
    """What its time runs from, where that did not come."""
    over: bool
    """Whether the time is over, so that it is on its way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record that is held."""

    type: str
    title: Words | None
    """How the service's map calls records of this type; ``None`` where it does not say."""
    categories: tuple[Words, ...]
    lines: tuple[Line, ...]
    purposes: tuple[Words, ...]
    objected: tuple[Words, ...]
    recipients: tuple[Words, ...]
    until: tuple[Words, ...]
    """What the policy promises about how long it is kept."""
    kept: tuple[KeptUntil, ...]
    """The same of each category, for this record."""
    ends: datetime | None
    automated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBy:
    """By what the service knows a person."""

    kind: IdentifierKind
    value: str = field(repr=False)
    came: Came
    verified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Some of what is held about a person, and by what the service knows them."""

    cards: tuple[Card, ...]
    known_by: tuple[KnownBy, ...]
    """Identifiers that are in use now."""
    elsewhere: tuple[Elsewhere, ...]
    """On the first page: other databases that hold data about people, which no page here shows."""
    next: str | None
    """Where to go on; ``None`` after the last."""


def show_held(act: Act, *, person: str, after: str | None = None) -> Held:
    """Return a page of what is held about the person, and commit that they were shown it.

    Raises ``WrongCursor``, ``NoPolicyInForce`` and ``PersonErased``.
    """
    work = act.work
    known, declared = published(work, in_force(work)), declared_map(work)
    who = shown_of(work, person)
    types = {} if declared is None else declared.records
    page = look_up_records(work, person=person, after=after, limit=AT_ONCE)
    held = {it.id: _categories(types.get(it.type)) for it in page.records}
    until = kept_until(work, held, work.persons.group(person))
    now = work.now
    elsewhere = () if after else show_elsewhere(work, known.policy)
    note_shown(act, person=person, records=len(page.records))
    return Held(
        cards=tuple(
            _card(known, types.get(it.type), it, _kept(known.policy, until[it.id], now))
            for it in page.records
        ),
        known_by=() if after else tuple(_identifiers(known.policy, who)),
        elsewhere=elsewhere,
        next=page.next,
    )


def _categories(type_: RecordType | None) -> tuple[str, ...]:
    """Return the categories of a type, in the order of its map."""
    fields = {} if type_ is None else type_.fields
    return tuple(dict.fromkeys(it.category for it in fields.values()))


def _kept(policy: Policy, until: Iterable[Until], now: datetime) -> tuple[KeptUntil, ...]:
    return tuple(
        KeptUntil(
            category=names_of_data(policy, (each.category,))[0],
            ends=each.ends,
            waits=tuple(Words(ar=it.say("ar"), en=it.say("en")) for it in each.waits),
            over=each.ends is not None and each.ends <= now,
        )
        for each in until
    )


def _card(
    known: Parsed, type_: RecordType | None, record: HeldRecord, kept: tuple[KeptUntil, ...]
) -> Card:
    policy = known.policy
    fields = {} if type_ is None else type_.fields
    categories = _categories(type_)
    masks = _masks(known, categories, record.purposes)
    lines = (
        _line(policy, name, fields.get(name), held.now, masks, earlier=len(held.earlier))
        for name, held in sorted(record.fields.items(), key=lambda it: _place(fields, it[0]))
        if held.now is not None
    )
    return Card(
        type=record.type,
        title=None if type_ is None else type_.name,
        categories=names_of_data(policy, categories),
        lines=tuple(lines),
        purposes=names_of_purposes(policy, record.purposes),
        objected=names_of_purposes(policy, record.objected),
        recipients=names_of_recipients(policy, record.recipients),
        until=_until(policy, categories),
        kept=kept,
        ends=record.expires_at,
        automated=record.automated,
    )


def _place(fields: Mapping[str, RecordField], name: str) -> int:
    """Return where the map names the field; what it does not name comes last."""
    return list(fields).index(name) if name in fields else len(fields)


def _line(  # noqa: PLR0913 - each says how one value is shown
    policy: Policy,
    name: str,
    declared: RecordField | None,
    held: HeldValue,
    masks: Answer,
    *,
    earlier: int,
) -> Line:
    shown, masked = _shown(held.value, declared, masks)
    return Line(
        name=_name_of(policy, name, declared),
        value=shown,
        masked=masked,
        came=Came(
            origin=held.origin,
            source=_source(policy, held.source),
            occasion=_occasion(held.occasion),
            at=held.at,
            version=held.notice_version,
            imported=held.imported,
        ),
        earlier=earlier,
    )


def _name_of(policy: Policy, name: str, declared: RecordField | None) -> Words:
    """Return what a field is called: by the map, else as the policy calls its category."""
    if declared is None:
        return Words(ar=name, en=name)
    return declared.name or names_of_data(policy, (declared.category,))[0]


def _shown(value: Json, declared: RecordField | None, masks: Answer) -> tuple[str, bool]:
    """Return the value as it may be shown, and whether something of it is hidden.

    What the map does not declare any more is shown by nothing but that it is there.
    """
    part = "hidden" if declared is None else part_of(declared, masks, Doing.READ)
    if part is None:
        return _text(value), False
    plain = value if isinstance(value, str | int | bool) else ""
    return (mask(plain, part) if declared is None else mask(plain, part, declared.type)), True


def _text(value: Json) -> str:
    """Return a value as text: of a list or an object its parts, whatever they are called."""
    if isinstance(value, Mapping):
        return " · ".join(_text(each) for each in value.values())
    if isinstance(value, tuple | list):
        return " · ".join(_text(each) for each in value)
    return "" if value is None else str(value)


def _masks(known: Parsed, categories: Iterable[str], purposes: Iterable[str]) -> Answer:
    """Return what people may be shown of these categories (rule 11)."""
    question = Question(doing=Doing.READ, data=frozenset(categories), purposes=frozenset(purposes))
    return known.compiled.answer(question, Facts())


def _until(policy: Policy, categories: Iterable[str]) -> tuple[Words, ...]:
    """Return the promises about how long these categories are kept, in the words of their kind."""
    wanted = set(categories)
    return tuple(
        Words(ar=promise.says(policy.terms, "ar"), en=promise.says(policy.terms, "en"))
        for promise in policy.promises.values()
        if isinstance(promise.form, Retain) and wanted & set(promise.form.data)
    )


def _source(policy: Policy, source: str | None) -> Words | None:
    return None if source is None else names_of_recipients(policy, (source,))[0]


def _occasion(occasion: str | None) -> Words | None:
    if occasion is None:
        return None
    return OCCASIONS.get(occasion) or Words(ar=occasion, en=occasion)


def _identifiers(policy: Policy, who: PersonShown) -> Iterable[KnownBy]:
    """Yield by what the service knows the person now, but its own ids."""
    for each in who.identifiers:
        if each.ended_at is None:
            yield KnownBy(
                kind=each.kind,
                value=each.value,
                came=Came(
                    origin=each.origin.value,
                    source=_source(policy, each.source),
                    occasion=None,
                    at=each.since,
                    version=None,
                ),
                verified_at=each.verified_at,
            )
