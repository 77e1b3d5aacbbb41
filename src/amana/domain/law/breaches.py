"""What a law asks for after a breach: who is told, how soon, from when on, and of what."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amana.domain.law.clause import Clause
from amana.domain.promises.errors import need
from amana.domain.promises.kind import item
from amana.domain.vocabulary.named import Named


class Whom(StrEnum):
    """Who is told."""

    AUTHORITY = "authority"
    PEOPLE = "people"


class TermUnit(StrEnum):
    """In what a term is counted."""

    HOURS = "hours"
    """They run through nights, weekends and holidays."""
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    UNDUE_DELAY = "undue_delay"
    """Without undue delay: no number."""


class TermStart(StrEnum):
    """From when a term runs."""

    AWARE = "aware"
    DISCOVERED = "discovered"
    AUTHORITY_TOLD = "authority_told"
    PEOPLE_TOLD = "people_told"


class Severity(Named):
    """How grave a breach is for those concerned; words: an adjective's place."""

    UNLIKELY = "unlikely", "لا يُرجَّح أن يمس أحدًا", "unlikely to harm anybody"
    RISK = "risk", "فيه خطر على أصحاب البيانات", "a risk to those concerned"
    HIGH = "high", "فيه خطر كبير على أصحاب البيانات", "a high risk to those concerned"

    def reaches(self, threshold: "Severity") -> bool:
        """Tell whether it is at least as grave."""
        order = list(Severity)
        return order.index(self) >= order.index(threshold)


class Content(Named):
    """What a law wants a notice to say; words: a heading."""

    WHAT = "what", "ما الذي حدث", "What happened"
    WHEN = "when", "متى حدث", "When it happened"
    AWARE = "aware", "متى علمنا", "When we became aware"
    CATEGORIES = "categories", "البيانات المتأثرة", "The data concerned"
    NUMBERS = "numbers", "عدد المتأثرين", "How many are concerned"
    CONSEQUENCES = "consequences", "ما قد ينتج عنه", "What may come of it"
    MEASURES = "measures", "ما فعلناه", "What we have done"
    ADVICE = "advice", "ما يمكنك أن تفعله", "What you can do"
    CONTACT = "contact", "بمن تتصل", "Whom to contact"


TO_PEOPLE: Final = (Content.WHAT, Content.CONSEQUENCES, Content.MEASURES, Content.CONTACT)
"""What several laws want people to be told."""
TO_AUTHORITY: Final = (*TO_PEOPLE, Content.CATEGORIES, Content.NUMBERS)
"""What several laws want their authority to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachTerm(Clause):
    """Whom one article wants told of a breach, and how soon."""

    whom: Whom = item("Who is told")
    count: int | None = item(
        "Within how many units; left out where the law says no number", default=None
    )
    unit: TermUnit = item("In what the term is counted", default=TermUnit.UNDUE_DELAY)
    start: TermStart = item("From when on", default=TermStart.AWARE)
    threshold: Severity = item("How grave a breach is, at least", default=Severity.RISK)
    more_than: int = item("Of more affected people than this", default=0)
    contents: tuple[Content, ...] = item("What the notice has to say", default=())

    def __post_init__(self) -> None:
        """Refuse a number without a unit, and a unit without a number."""
        need(count=self.count is None or self.count > 0)
        need(unit=(self.count is None) == (self.unit is TermUnit.UNDUE_DELAY))
