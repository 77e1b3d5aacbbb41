"""Why nothing ends in a place: what was promised does not say enough, or nobody let it begin.

Whoever erases too early cannot give it back: what is not sure to end is kept, and shown.
"""

from collections.abc import Collection, Iterable

from amana.domain.promises.retain import Ending
from amana.domain.retention.due import Bearing
from amana.domain.retention.overdue import NO_END, NOT_STARTED, STAYS, UNSETTLED
from amana.domain.retention.terms import Longest, Term


def why_kept(bearing: Bearing, categories: Collection[str]) -> str | None:
    """Return by which code all of a place with these categories is kept; ``None``: it can end."""
    about = [term for term in bearing.terms if term.data & set(categories)]
    if not set(categories) <= frozenset[str]().union(*(term.data for term in about)):
        return NO_END
    if any(term.then is not Ending.ERASE for term in about):
        return STAYS
    if any(_unsettled(term, categories, bearing.longest) for term in about):
        return UNSETTLED
    return NOT_STARTED if any(term.said not in bearing.started for term in about) else None


def _unsettled(term: Term, categories: Collection[str], longest: Iterable[Longest]) -> bool:
    """Tell whether a promise excepts something of which nobody said how long it stays."""
    settled = {(each.promise, each.category, each.why) for each in longest}
    wanted = (
        (term.promise, category, why)
        for category in term.data & set(categories)
        for why in term.unless
    )
    return not settled.issuperset(wanted)
