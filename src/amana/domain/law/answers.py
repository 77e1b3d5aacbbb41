"""How soon each law wants a request answered, out of the law packs.

What no source was found for says so: it is
shown as unverified, and never as what the law says.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.law.asked import AnswerTerm, Unit
from amana.domain.law.book import BOOK
from amana.domain.promises.law import Law
from amana.domain.vocabulary.requests import RequestKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule:
    """How soon one law wants requests of some kinds answered."""

    law: Law | None
    """``None`` for the term that we set ourselves where no law sets one."""
    kinds: frozenset[RequestKind] | None = None
    """``None`` for all kinds for which the law has no term of their own."""
    count: int
    unit: Unit
    more: int | None = None
    """By how many units it can be extended once; ``None`` where nothing says that it can."""
    rolls: bool = False
    """Whether a term that ends on a day off ends with the next working day."""
    confirm: int | None = None
    """Within how many working days it is to be confirmed that the request came in."""
    holidays_known: bool = True
    """Whether it is certain of which country the holidays count."""
    article: str
    source: str | None
    """Where it was read; ``None`` where it is only recalled."""
    certainty: Certainty


HOUSE: Final = AnswerRule(
    law=None,
    count=30,
    unit=Unit.CALENDAR_DAYS,
    article="-",
    source=None,
    certainty=Certainty.UNCERTAIN,
)
"""Where no law that is known here sets a term."""


def _rule(law: Law, term: AnswerTerm) -> AnswerRule:
    return AnswerRule(
        law=law,
        kinds=frozenset(term.kinds) or None,
        count=term.count,
        unit=term.unit,
        more=term.more,
        rolls=term.rolls,
        confirm=term.confirm,
        holidays_known=term.holidays_known,
        article=term.article,
        source=term.source,
        certainty=term.certainty,
    )


RULES: Final = tuple(_rule(pack.law, term) for pack in BOOK.values() for term in pack.answers)
"""The Emirates leave it to regulations not found issued; of Kuwait no source was found."""


def rules_of(laws: Collection[Law], kind: RequestKind) -> tuple[AnswerRule, ...]:
    """Return the rule of each law for such a request; :data:`HOUSE` where none has one."""
    found = tuple(rule for law in sorted(laws) for rule in _first_of(law, kind))
    return found or (HOUSE,)


def _first_of(law: Law, kind: RequestKind) -> tuple[AnswerRule, ...]:
    """Return the rule for this kind, else the one for all others."""
    own = [each for each in RULES if each.law is law]
    return tuple(each for each in own if each.kinds is None or kind in each.kinds)[:1]
