"""What officers see of keeping: by promise and by place, what ends when, and what holds it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from amana.acts.declared_map import declared_map
from amana.acts.holding.holds import list_holds
from amana.acts.in_force import in_force, published
from amana.acts.retention.bearing import bearing_of
from amana.acts.retention.foresee import Ahead, Kept, foresee, show_kept
from amana.domain.certificate.statement import OWN
from amana.domain.retention.terms import Term
from amana.domain.words import Words
from amana.storage.holds import Hold
from amana.storage.retention import LongestRow, SetRow, Stood
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSeen:
    """A type of our own records, or a table of a source, and how it stands."""

    place: str
    item: str
    title: Words | None
    """How the map calls records of this type; ``None`` where it does not say, and in a source."""
    own: bool
    promises: tuple[str, ...]
    stood: Stood | None
    """``None`` where no run has looked at it yet."""
    holds: tuple[Hold, ...]
    """The legal holds in force that keep something there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseSeen:
    """A promise about keeping, with where its data lies."""

    id: str
    words: Words
    started: bool
    """Whether somebody let it end data."""
    places: tuple[PlaceSeen, ...]
    longer: tuple[LongestRow, ...]
    """What a law, disputes or the work of others keep longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingSeen:
    """How a service keeps its promises about time."""

    promises: tuple[PromiseSeen, ...]
    places: tuple[PlaceSeen, ...]
    sets: tuple[SetRow, ...]
    overstay: timedelta | None
    """By how much the oldest was over that ever ended; ``None`` where nothing did."""
    ahead: tuple[Ahead, ...]
    """What becomes due in own records, week by week; empty where it was not asked for."""

    @property
    def waits(self) -> bool:
        """Tell whether a promise waits for somebody to let it begin."""
        return not all(each.started for each in self.promises)


def see_keeping(view: View, *, ahead: bool = False) -> KeepingSeen:
    """Return how promises about keeping stand; empty before a policy is in force.

    Looking ``ahead`` counts records again for each of the next weeks.
    """
    bearing, kept = bearing_of(view), show_kept(view)
    places = _places(view, kept)
    words = _words(view, bearing.terms)
    lengths = (each.longest for each in kept.standings if each.longest is not None)
    return KeepingSeen(
        promises=tuple(
            PromiseSeen(
                id=term.promise,
                words=words[term.promise],
                started=term.said in bearing.started,
                places=tuple(each for each in places if term.promise in each.promises),
                longer=tuple(row for row in kept.longest if row.longest.promise == term.promise),
            )
            for term in bearing.terms
        ),
        places=places,
        sets=kept.sets,
        overstay=max(lengths, default=None),
        ahead=foresee(view) if ahead else (),
    )


def _places(view: View, kept: Kept) -> tuple[PlaceSeen, ...]:
    known, holds = declared_map(view), list_holds(view)
    types = {} if known is None else known.records
    seen = [
        (each.place, each.item, each.promises, each.categories, each) for each in kept.standings
    ]
    unseen = [
        (each.place, each.item, tuple(sorted(each.promises)), tuple(each.categories), None)
        for each in kept.unseen
    ]
    return tuple(
        PlaceSeen(
            place=place,
            item=item,
            title=types[item].name if place == OWN and item in types else None,
            own=place == OWN,
            promises=promises,
            stood=stood,
            holds=tuple(hold for hold in holds if _keeps(hold, place, item, categories)),
        )
        for place, item, promises, categories, stood in (*seen, *unseen)
    )


def _keeps(hold: Hold, place: str, item: str, categories: Iterable[str]) -> bool:
    """Tell whether a hold keeps something of a place."""
    return (
        hold.source in {None, place}
        and hold.place in {None, item}
        and (hold.category is None or hold.category in set(categories))
    )


def _words(view: View, terms: Iterable[Term]) -> Mapping[str, Words]:
    """Return what each promise says, in the words of its kind."""
    wanted = {term.promise for term in terms}
    if not wanted:
        return {}
    policy = published(view, in_force(view)).policy
    return {
        name: Words(ar=promise.says(policy.terms, "ar"), en=promise.says(policy.terms, "en"))
        for name, promise in policy.promises.items()
        if name in wanted
    }
