"""The promises of a draft: each with the sentences that make it, its items, and what is in doubt.

Sentences that say the same (see ``sameness``) make one promise, in the place of the first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final, TypeAlias

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal
from amana.reading.alignment import Correspondence, correspondence, translations
from amana.reading.conditions import opens_conditions
from amana.reading.drafting.forms import (
    ACCESS,
    OTHER,
    Items,
    is_moment_known,
    is_purpose_known,
    items_of,
    names_data,
)
from amana.reading.drafting.meaning import meant
from amana.reading.drafting.periods import by_period, is_end_of_range, periods_of
from amana.reading.drafting.precision import bars_precise, by_precision
from amana.reading.drafting.references import Reference, references, resolved, served
from amana.reading.drafting.rights import COMPLAINT, exception, rights
from amana.reading.drafting.sameness import Said, contains, said_by
from amana.reading.drafting.special import told_apart
from amana.reading.drafting.stance import stance
from amana.reading.kinds.above import is_narrowly_ruled_out
from amana.reading.lexicon import concepts_of
from amana.reading.rows import data_cell, means_all

UNNAMED: Final = "unnamed_"
"""Begins the category of a sentence that names no data; its promise's number follows."""
_UNTIL: Final = "to be confirmed"
_LAST: Final = "; to be confirmed"
_REFERRED: Final = "taken from what stands before; to be confirmed"
_SERVED: Final = "taken from what is said of it elsewhere; to be confirmed"
_WHOLE: Final = "all that the text names; to be confirmed"
_EXCEPTED: Final = "the sentence makes an exception; to be confirmed"
_SHARED: Final = "the text itself shares data, so that this bans nothing yet; to be confirmed"
_PROVIDED: Final = "holds under the conditions that follow; to be confirmed"
_RANGE: Final = "the longer end of the range that the sentence gives; to be confirmed"
_ONE_OF_SEVERAL: Final = "the sentence names another period too; to be confirmed"
_BARRED: Final = "the sentence rules out the exact place alone; to be confirmed"
_DENIED: Final = "stands under words that rule something out; to be confirmed"
_SUPPOSED: Final = "supposed by the sense of the sentence, no word names it; to be confirmed"
_WAITING: Final = "the sentence speaks of a consent or an objection; to be confirmed"
_OF_WHOLE: Final = frozenset({"never", "only", "protect", "retain", "share", "use"})
"""Kinds in which *your data* is all of it."""
_OF_ROWS: Final = frozenset({"collect", "use", "share", "retain"})
"""Kinds that the columns of a table say of one row."""
_PERMITTING: Final = frozenset({"share", "use"})
_LIMITING: Final = frozenset({"collect", "use", "only", "message"})
"""Kinds whose form has no place for what their act waits for."""
_NEVER: Final = "never"
_RIGHTS: Final = "right"
_PERIOD: Final = "period"
_TIMES: Final = (_PERIOD, "within", "ahead")
"""Items that hold the period of a sentence."""

_MOST_COMPARED: Final = 100
"""Promises of one kind, the latest ones, that a sentence is compared with: time stays bounded."""
_OF_PURPOSES: Final = frozenset({"choice", "cookie"})
"""Kinds whose own item holds purposes."""

Translated: TypeAlias = Callable[[int, int], bool]
"""Tells of the places of two passages whether they correspond in two languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A promise with the places of its sentences; without items, a sentence that makes none."""

    places: tuple[int, ...]
    proposals: tuple[Proposal, ...]
    items: Items | None
    name: str
    """The promise's id; of what has no items, that of the promise before it."""
    marks: Mapping[str, str]
    """Items that a person has to confirm, and why."""


@dataclass(slots=True)
class _Group:
    """Sentences that say the same so far, and the one that says most."""

    places: list[int]
    said: Said | None
    chosen: Items | None
    """What a person wrote: such a sentence is never joined with another."""
    marks: dict[str, str] = field(default_factory=dict)
    """Items that are taken from other sentences, and from where."""


def entries(
    proposals: Sequence[Proposal],
    decided: Mapping[int, Items],
    aligned: Sequence[Correspondence] | None = None,
) -> list[Entry]:
    """Return what promises something, numbered in the order of the text.

    ``decided`` gives the items that a person chose, by place: such a sentence stands alone.
    ``aligned`` is how the two languages correspond, where the caller knows it already.
    """
    told = [told_apart(proposal) for proposal in proposals]
    referred = meant(told, references(told))
    translated = translations(correspondence(proposals) if aligned is None else aligned)
    groups: list[_Group] = []
    by_kind: dict[str, list[_Group]] = {}
    for place, proposal in enumerate(told):
        kind = proposal.kinds[0]
        if kind in (HEADING_KIND, NO_KIND) or _is_said_by_items(told, place):
            continue
        whole = resolved(proposal, referred.get(place))
        parts = (whole,) if place in decided else tuple(_parts(whole))
        for part in parts:
            same = by_kind.setdefault(part.kinds[0], [])
            group = _group(part, place, decided)
            if len(parts) < periods_of(part):
                group.marks[_PERIOD] = _ONE_OF_SEVERAL
            if not _joined(group, same, groups, translated):
                groups.append(group)
                same.append(group)
    groups.sort(key=lambda group: group.places[0])
    _fill_in(groups, told, referred)
    return list(_numbered(groups, proposals, referred))


def _is_said_by_items(proposals: Sequence[Proposal], place: int) -> bool:
    """Tell whether a ban only leads in to a list whose items say what, or from whom.

    *We share your data with none of these:* rules out no sharing but that with those in the list.
    """
    lead, following = proposals[place], proposals[place + 1 : place + 2]
    if lead.kinds[0] != _NEVER or not lead.text.rstrip("*_ ").endswith(":"):
        return False
    return any(
        item.lead_in == lead.text and (item.kinds[0] == _NEVER or is_narrowly_ruled_out(item))
        for item in following
    )


def _parts(proposal: Proposal) -> Iterator[Proposal]:
    """Yield what makes a promise of its own: a row by each column, a sentence by each period."""
    kinds = proposal.kinds
    if data_cell(proposal.lead_in, proposal.text) is not None and _OF_ROWS.issuperset(kinds):
        yield from (replace(proposal, kinds=(kind,)) for kind in kinds)
    else:
        for part in by_precision(proposal):
            yield from by_period(part)


def promise_names(
    proposals: Sequence[Proposal], aligned: Sequence[Correspondence] | None = None
) -> Mapping[int, str]:
    """Return the id of the promise that each passage makes in a draft, by its place."""
    found = entries(proposals, {}, aligned)
    return {
        place: entry.name for entry in found if entry.items is not None for place in entry.places
    }


def _group(proposal: Proposal, place: int, decided: Mapping[int, Items]) -> _Group:
    """Return one sentence by itself."""
    items = items_of(proposal)
    said = said_by(proposal, items) if items is not None else None
    return _Group([place], said, decided.get(place))


def _joined(
    group: _Group, same: list[_Group], groups: list[_Group], translated: Translated
) -> bool:
    """Join a sentence with those of its kind that say the same; tell whether there was one."""
    if group.said is None or group.chosen is not None:
        return False
    host: _Group | None = None
    for other in same[-_MOST_COMPARED:]:
        if other.said is None or other.chosen is not None:
            continue
        known = any(translated(one, two) for one in group.places for two in other.places)
        if contains(other.said, group.said, translated=known):
            other.places += group.places
            return True
        if contains(group.said, other.said, translated=known):
            if host is None:
                host = other
                host.said = group.said
            else:
                host.places += other.places
                same.remove(other)
                groups.remove(other)
    if host is not None:
        host.places += group.places
    return host is not None


def _fill_in(
    groups: Sequence[_Group], proposals: Sequence[Proposal], referred: Mapping[int, Reference]
) -> None:
    """Give collections the purposes said of their data, and *your data* all that the text names."""
    open_groups = [group for group in groups if group.said is not None and group.chosen is None]
    serving = served(proposals, referred)
    for group in open_groups:
        purposes = dict.fromkeys(each for place in group.places for each in serving.get(place, ()))
        if purposes and group.said and not group.said.proposal.slots.purposes:
            _set(group, "for", tuple(purposes), _SERVED)
    named_rights = [group for group in groups if not (group.said and _names_no_right(group.said))]
    granted = tuple(each for each in _named(named_rights, (_RIGHTS,)) if each != COMPLAINT)
    spelt = dict.fromkeys(term for each in referred.values() for term in each.data)
    collected = tuple(dict.fromkeys((*_named(groups, ("collect",)), *spelt)))
    named = tuple(dict.fromkeys((*_named(groups, ("collect", "use", "share", "retain")), *spelt)))
    timed = _named(groups, ("retain",))
    limited = _named(groups, ("never", "only"))
    shared = [group for group in groups if group.said and group.said.proposal.kinds[0] == "share"]
    for group in open_groups:
        if group.said is None:
            continue
        kind = group.said.proposal.kinds[0]
        if granted and _names_no_right(group.said):
            _set(group, kind, granted, _SERVED)
        if not _is_of_all(group.said):
            continue
        if shared and _bans_all_sharing(group.said.items):
            group.marks[kind] = _SHARED
        else:
            whole = collected if kind in _PERMITTING else named
            left_out = {"retain": timed}.get(kind, limited if kind in _PERMITTING else ())
            rest = tuple(term for term in whole if term not in left_out)
            _set(group, kind, rest or (OTHER,), _WHOLE)


def _set(group: _Group, item: str, terms: tuple[str, ...], why: str) -> None:
    """Put terms of other sentences in place of an item."""
    if group.said is not None and group.said.items.get(item) not in (None, terms):
        group.said = replace(group.said, items=group.said.items | {item: terms})
        group.marks[item] = why


def _named(groups: Sequence[_Group], kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the data that promises of these kinds name, each once."""
    found: dict[str, None] = {}
    for group in groups:
        items = group.chosen or (group.said.items if group.said else {})
        for kind in kinds:
            value = items.get(kind)
            found |= dict.fromkeys(value if isinstance(value, tuple) else ())
    return tuple(term for term in found if term != OTHER)


def _is_of_all(said: Said) -> bool:
    """Tell whether a sentence, or the lead-in that it hangs on, speaks of all data of a person.

    Data that it names by words of no term (*health data*) is not all. A ban has to say what it
    rules out: by nature, purpose or recipient.
    """
    proposal, items = said.proposal, said.items
    kind = proposal.kinds[0]
    if kind not in _OF_WHOLE or items[kind] != (OTHER,) or proposal.slots.data:
        return False
    if kind == "never" and not _says_what_it_bans(items):
        return False
    cell = data_cell(proposal.lead_in, proposal.text)
    if cell is not None:
        return means_all(cell)
    said_of = f"{proposal.lead_in or ''} {proposal.text}" if kind in _PERMITTING else proposal.text
    return names_data(proposal, concepts_of(said_of))


def _says_what_it_bans(items: Items) -> bool:
    """Tell whether a ban names a nature that nothing permits, a purpose, or who gets nothing."""
    if _terms(items, "as") and not _terms(items, "to"):
        return True
    return bool(_terms(items, "to") or _terms(items, "for")) and OTHER not in (
        *_terms(items, "to"),
        *_terms(items, "for"),
    )


def _bans_all_sharing(items: Items) -> bool:
    """Tell whether a ban leaves no sharing at all, of whatever data."""
    return _terms(items, "as") == ("share",) and not _terms(items, "to")


def _terms(items: Items, item: str) -> tuple[str, ...]:
    """Return the values of an item that is a list, none where it is not there."""
    value = items.get(item)
    return value if isinstance(value, tuple) else ()


def _names_no_right(said: Said) -> bool:
    """Tell whether a sentence says how requests are answered, and not which."""
    if said.items.get(_RIGHTS) != (ACCESS,):
        return False
    return not rights(said.proposal.text, concepts_of(said.proposal.text))


def _numbered(
    groups: Sequence[_Group],
    proposals: Sequence[Proposal],
    referred: Mapping[int, Reference],
) -> Iterator[Entry]:
    """Yield the promises numbered; those that leave their data unnamed get a category."""
    numbers = count(1)
    name = "P0"
    for group in groups:
        places = tuple(sorted(group.places))
        items: Items | None = None
        marks: dict[str, str] = dict(group.marks)
        if group.said is not None or group.chosen is not None:
            number = next(numbers)
            name = f"P{number}"
            kind = (group.said.proposal if group.said else proposals[places[0]]).kinds[0]
            items = _items(group, kind, f"{UNNAMED}{number}")
        if group.said is not None:
            for item, why in _marks(group.said, [referred.get(place) for place in places]):
                before = marks.get(item, why)
                marks[item] = why if before == why else f"{before.removesuffix(_LAST)}; {why}"
        marks = {item: why for item, why in marks.items() if item not in (group.chosen or ())}
        sentences = tuple(proposals[place] for place in places)
        yield Entry(places=places, proposals=sentences, items=items, name=name, marks=marks)


def _items(group: _Group, kind: str, unnamed: str) -> Items:
    """Return what a person chose, in place of all that was proposed if it names the kind."""
    proposed = {} if group.said is None else _apart(group.said, unnamed)
    if group.chosen is None:
        return proposed
    return group.chosen if kind in group.chosen else proposed | group.chosen


def _marks(said: Said, referred: Sequence[Reference | None]) -> Iterator[tuple[str, str]]:
    """Yield the items that the sentence itself does not give, and why they stand there."""
    kind = said.proposal.kinds[0]
    if not is_moment_known(said.proposal):
        yield "until", _UNTIL
    if kind == _RIGHTS and exception(said.proposal.text) is not None:
        yield kind, _EXCEPTED
    if kind in said.items and opens_conditions(said.proposal.text):
        yield kind, _PROVIDED
    if kind in _LIMITING and "if" not in said.items and stance(said.proposal.text):
        yield kind, _WAITING
    if not is_purpose_known(said.proposal) and said.items["for"] != (OTHER,):
        yield "for", _SERVED
    yield from _doubts(said)
    of_purposes = kind if kind in _OF_PURPOSES else "for"
    yield from _supposed(said, of_purposes)
    if any(each is not None and each.data for each in referred) and of_purposes != kind:
        yield kind, _REFERRED
    if any(each is not None and each.purposes for each in referred):
        yield of_purposes, _REFERRED


def _supposed(said: Said, of_purposes: str) -> Iterator[tuple[str, str]]:
    """Yield the items that hold what no word of the sentence names."""
    slots = {each.partition(":")[0] for each in said.proposal.slots.supposed}
    for slot, item in (("purposes", of_purposes), ("recipients", "to"), ("channel", "by")):
        if slot in slots and item in said.items:
            yield item, _SUPPOSED


def _doubts(said: Said) -> Iterator[tuple[str, str]]:
    """Yield the items of which the sentence says more than stands there."""
    if is_end_of_range(said.proposal):
        yield from ((item, _RANGE) for item in _TIMES if item in said.items)
    if bars_precise(said.proposal):
        yield said.proposal.kinds[0], _BARRED
    if is_narrowly_ruled_out(said.proposal):
        yield said.proposal.kinds[0], _DENIED


def _apart(said: Said, name: str) -> Items:
    """Give a ban or a period that names no data a category of its own.

    Else two sentences that are silent about their data would seem to be about the same.
    """
    proposal, items = said.proposal, said.items
    kind = proposal.kinds[0]
    cell = data_cell(proposal.lead_in, proposal.text)
    of_row = cell is not None and not means_all(cell)
    if not (of_row or kind in ("never", "retain")) or items.get(kind) != (OTHER,):
        return items
    if of_row:
        return items | {kind: (name,)}
    purpose_unnamed = items.get("for") == (OTHER,)
    named = names_data(proposal, concepts_of(proposal.text))
    if not purpose_unnamed and named:
        return items
    return items | {kind: (name,)}
