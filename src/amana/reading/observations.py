"""What a document contradicts in itself, and what it leaves unsaid, sentence by sentence.

General rules on kinds and slots, whatever the law: what a law asks for is checked on the policy.
They look at what was proposed, so that they err where the reading errs; each shows its sentences.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Final

from amana.domain.policy.finding import Sort
from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal
from amana.reading.drafting.forms import Items, items_of, names_country
from amana.reading.drafting.references import references, resolved
from amana.reading.lexicon import concepts_of

_MOST: Final = 20
"""Observations of one rule: more say nothing new."""
_MOST_COMPARED: Final = 300
"""Sentences of one kind that are compared with those of another: time stays bounded."""
_TRADING: Final = frozenset({"advertisers_marketers"})
_OWN: Final = frozenset({"staff"})
"""Receivers that are the service itself."""
_OTHER: Final = frozenset({"other"})
_FLAT: Final = frozenset({"never", "only"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One contradiction or gap, with the places of the sentences that show it."""

    code: str
    sort: Sort
    places: tuple[int, ...] = ()
    """Places in the document's proposals; none where nothing says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A sentence that promises something, with what it refers to resolved."""

    place: int
    proposal: Proposal
    items: Items

    @property
    def data(self) -> frozenset[str]:
        """Return the data that it names; none means any."""
        return frozenset(self.proposal.slots.data)

    @property
    def purposes(self) -> frozenset[str]:
        """Return the purposes that it names."""
        return frozenset(self.proposal.slots.worded("purposes")) - _OTHER

    @property
    def recipients(self) -> frozenset[str]:
        """Return the receivers that it names, other than the service itself."""
        return frozenset(self.proposal.slots.worded("recipients")) - _OWN


Sides = Mapping[str, Sequence[_Told]]


def observations(proposals: Sequence[Proposal]) -> tuple[Observation, ...]:
    """Return contradictions, then gaps; of a document that promises nothing, none."""
    referred = references(proposals)
    told: dict[str, list[_Told]] = {}
    for place, proposal in enumerate(proposals):
        kind = proposal.kinds[0]
        if kind in (HEADING_KIND, NO_KIND):
            continue
        whole = resolved(proposal, referred.get(place))
        told.setdefault(kind, []).append(
            _Told(place=place, proposal=whole, items=items_of(whole) or {})
        )
    if not told:
        return ()
    return (*_contradictions(told), *_gaps(proposals, told))


def _contradictions(told: Sides) -> Iterator[Observation]:
    """Yield what two sentences of one language cannot both mean."""
    for code, first, second, clash in _CLASHES:
        pairs = (
            combinations(told.get(first, ())[:_MOST_COMPARED], 2)
            if first == second
            else product(
                told.get(first, ())[:_MOST_COMPARED], told.get(second, ())[:_MOST_COMPARED]
            )
        )
        found = (
            Observation(
                code=code, sort=Sort.CONTRADICTION, places=tuple(sorted({one.place, other.place}))
            )
            for one, other in pairs
            if one.proposal.language == other.proposal.language and clash(one, other)
        )
        yield from islice(found, _MOST)


def _same_data(one: _Told, other: _Told) -> bool:
    """Tell whether both speak of some of the same data; who names none speaks of any."""
    return not one.data or not other.data or bool(one.data & other.data)


def _natures(ban: _Told) -> tuple[str, ...]:
    """Return which ways of giving a ban rules out."""
    found = ban.items.get("as")
    return found if isinstance(found, tuple) else ()


def _sold(shared: _Told, ban: _Told) -> bool:
    """Tell whether data goes to those who trade in it, while its sale is ruled out."""
    traded = bool(shared.recipients & _TRADING)
    return traded and "sell" in _natures(ban) and _same_data(shared, ban)


def _shared(shared: _Told, ban: _Told) -> bool:
    """Tell whether data is given to somebody to whom giving it is ruled out."""
    if "share" not in _natures(ban) or not shared.recipients or not _same_data(shared, ban):
        return False
    if ban.purposes and not ban.purposes & shared.purposes:
        return False
    barred = ban.recipients
    return not barred or barred == _OTHER or bool(barred & shared.recipients - _OTHER)


def _collected(collected: _Told, ban: _Told) -> bool:
    """Tell whether data is collected that is said not to be."""
    return "collected" in ban.items and bool(collected.data & ban.data)


def _used(used: _Told, ban: _Told) -> bool:
    """Tell whether data is used for what is ruled out."""
    barred = "for" in ban.items and bool(used.purposes & ban.purposes)
    return barred and _same_data(used, ban)


def _used_further(used: _Told, limit: _Told) -> bool:
    """Tell whether named data is used for more than the purposes that it is limited to."""
    further = used.purposes - limit.purposes
    return bool(limit.purposes and further and limit.data & used.data)


def _shared_further(shared: _Told, limit: _Told) -> bool:
    """Tell whether named data is given to others than those that it is limited to."""
    further = shared.recipients - limit.recipients
    return bool(limit.recipients and further and limit.data & shared.data)


def _two_periods(one: _Told, other: _Told) -> bool:
    """Tell whether the same data is kept for two periods from the same moment."""
    periods = one.items.get("period"), other.items.get("period")
    if None in periods or periods[0] == periods[1]:
        return False
    return one.items["until"] == other.items["until"] and bool(one.data & other.data)


def _two_ages(one: _Told, other: _Told) -> bool:
    """Tell whether childhood ends at two ages."""
    ages = one.items.get("children"), other.items.get("children")
    return None not in ages and ages[0] != ages[1]


_CLASHES: Final[Sequence[tuple[str, str, str, Callable[[_Told, _Told], bool]]]] = (
    ("sold_and_never_sold", "share", "never", _sold),
    ("shared_and_never_shared", "share", "never", _shared),
    ("collected_and_never_collected", "collect", "never", _collected),
    ("used_and_never_used", "use", "never", _used),
    ("used_and_never_used", "message", "never", _used),
    ("used_beyond_its_limit", "use", "only", _used_further),
    ("shared_beyond_its_limit", "share", "only", _shared_further),
    ("two_periods", "retain", "retain", _two_periods),
    ("two_ages", "children", "children", _two_ages),
)
"""Each rule: its code, the kinds of its two sentences, and when they clash."""


def _gaps(proposals: Sequence[Proposal], told: Sides) -> Iterator[Observation]:
    """Yield what a reader would look for and not find, and sentences that say half of it."""
    kinds = {kind for each in proposals for kind in each.kinds}
    handled = kinds & {"collect", "use", "share", "retain"}
    reached = "contact" in kinds or any("@" in each.text for each in proposals)
    timed = any("period" in each.items for each in told.get("retain", ()))
    aims = any(each.purposes for sides in told.values() for each in sides)
    missing = {
        "no_period": handled and not timed,
        "no_purpose": "collect" in told and not aims,
        "no_contact": not reached,
        "no_rights": "right" not in kinds,
        "no_children": "children" not in kinds,
    }
    yield from (Observation(code=code, sort=Sort.GAP) for code, gap in missing.items() if gap)
    for code, lacks in (
        ("shared_with_nobody_named", _nobody_named),
        ("transfer_without_place", _nowhere),
    ):
        found = (each.place for sides in told.values() for each in sides if lacks(each))
        yield from (
            Observation(code=code, sort=Sort.GAP, places=(place,))
            for place in islice(sorted(found), _MOST)
        )


def _nobody_named(told: _Told) -> bool:
    """Tell whether a sentence shares data and does not say with whom."""
    return told.proposal.kinds[0] == "share" and not told.proposal.slots.recipients


def _nowhere(told: _Told) -> bool:
    """Tell whether a sentence sends data abroad and names no country."""
    if told.proposal.kinds[0] in _FLAT or told.proposal.slots.negated:
        return False
    return "abroad" in _concepts(told.proposal) and not names_country(told.proposal)


def _concepts(proposal: Proposal) -> Mapping[str, object]:
    """Return the concepts that a sentence names."""
    return concepts_of(proposal.text)
