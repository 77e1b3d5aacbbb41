"""The promises of a draft: each with the sentences that make it, its items, and what is in doubt.

Sentences that say the same (see ``sameness``) make one promise, in the place of the first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final, TypeAlias

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal
from amana.reading.alignment import Correspondence, correspondence, translations
from amana.reading.drafting.forms import (
    ACCESS,
    COMPLAINT,
    OTHER,
    Items,
    is_moment_known,
    is_purpose_known,
    items_of,
    names_data,
    names_right,
)
from amana.reading.drafting.periods import by_period
from amana.reading.drafting.references import Reference, references, resolved, served
from amana.reading.drafting.sameness import Said, contains, said_by
from amana.reading.lexicon import concepts_of

UNNAMED: Final = "unnamed_"
"""Begins the category of a sentence that names no data; its promise's number follows."""
_UNTIL: Final = "to be confirmed"
_REFERRED: Final = "taken from what stands before; to be confirmed"
_SERVED: Final = "taken from what is said of it elsewhere; to be confirmed"
_WHOLE: Final = "all that the text names; to be confirmed"
_OF_WHOLE: Final = frozenset({"never", "protect", "retain", "share", "use"})
"""Kinds in which *your data* is all of it."""
_PERMITTING: Final = frozenset({"share", "use"})
_RIGHTS: Final = "right"

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
    referred = references(proposals)
    translated = translations(correspondence(proposals) if aligned is None else aligned)
    groups: list[_Group] = []
    by_kind: dict[str, list[_Group]] = {}
    for place, proposal in enumerate(proposals):
        kind = proposal.kinds[0]
        if kind in (HEADING_KIND, NO_KIND):
            continue
        whole = resolved(proposal, referred.get(place))
        same = by_kind.setdefault(kind, [])
        for part in (whole,) if place in decided else by_period(whole):
            group = _group(part, place, decided)
            if not _joined(group, same, groups, translated):
                groups.append(group)
                same.append(group)
    groups.sort(key=lambda group: group.places[0])
    _fill_in(groups, proposals, referred)
    return list(_numbered(groups, proposals, referred))


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
    rights = tuple(each for each in _named(named_rights, (_RIGHTS,)) if each != COMPLAINT)
    collected = _named(groups, ("collect",))
    named = _named(groups, ("collect", "use", "share", "retain"))
    timed = _named(groups, ("retain",))
    limited = _named(groups, ("never", "only"))
    for group in open_groups:
        if group.said is None:
            continue
        kind = group.said.proposal.kinds[0]
        if rights and _names_no_right(group.said):
            _set(group, kind, rights, _SERVED)
        if _is_of_all(group.said):
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
    """Tell whether a sentence, or the lead-in that it hangs on, speaks of all data of a person."""
    proposal, items = said.proposal, said.items
    kind = proposal.kinds[0]
    if kind not in _OF_WHOLE or items[kind] != (OTHER,):
        return False
    natures = items.get("as")
    if kind == "never" and not (isinstance(natures, tuple) and "sell" in natures):
        return False
    said_of = f"{proposal.lead_in or ''} {proposal.text}" if kind in _PERMITTING else proposal.text
    return names_data(proposal, concepts_of(said_of))


def _names_no_right(said: Said) -> bool:
    """Tell whether a sentence says how requests are answered, and not which."""
    if said.items.get(_RIGHTS) != (ACCESS,):
        return False
    return not names_right(concepts_of(said.proposal.text))


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
            items = _items(group, proposals[places[0]].kinds[0], f"{UNNAMED}{number}")
        if group.said is not None:
            marks |= _marks(group.said, [referred.get(place) for place in places])
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
    if not is_purpose_known(said.proposal) and said.items["for"] != (OTHER,):
        yield "for", _SERVED
    of_purposes = kind if kind in _OF_PURPOSES else "for"
    if any(each is not None and each.data for each in referred) and of_purposes != kind:
        yield kind, _REFERRED
    if any(each is not None and each.purposes for each in referred):
        yield of_purposes, _REFERRED


def _apart(said: Said, name: str) -> Items:
    """Give a ban or a period that names no data a category of its own.

    Else two sentences that are silent about their data would seem to be about the same.
    """
    proposal, items = said.proposal, said.items
    kind = proposal.kinds[0]
    if kind not in ("never", "retain") or items[kind] != (OTHER,):
        return items
    purpose_unnamed = items.get("for") == (OTHER,)
    named = names_data(proposal, concepts_of(proposal.text))
    if not purpose_unnamed and named:
        return items
    return items | {kind: (name,)}
