"""What a law says of requests: how soon they are answered, what may be charged, what refused."""

from dataclasses import dataclass
from enum import StrEnum

from amana.domain.law.clause import Clause
from amana.domain.promises.errors import need
from amana.domain.promises.kind import item
from amana.domain.vocabulary.requests import RequestKind


class Unit(StrEnum):
    """In what a term is counted."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class FeeRule(StrEnum):
    """Whether a fee may be taken for a request."""

    FREE = "free"
    IF_EXCESSIVE = "if_excessive"
    """For a request that is manifestly unfounded or excessive only."""
    COST = "cost"
    """Not above what it costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTerm(Clause):
    """How soon requests of some kinds are to be answered."""

    kinds: tuple[RequestKind, ...] = item(
        "Kinds of requests; left out for all that have no term of their own", default=()
    )
    count: int = item("How many units")
    unit: Unit = item("In what the term is counted")
    more: int | None = item(
        "By how many units it can be extended once; left out where nothing says so", default=None
    )
    rolls: bool = item(
        "Whether a term that ends on a day off ends with the next working day", default=False
    )
    confirm: int | None = item(
        "Within how many working days the receipt is to be confirmed", default=None
    )
    holidays_known: bool = item(
        "Whether it is certain of which country the holidays count", default=True
    )

    def __post_init__(self) -> None:
        """Refuse a term of no length."""
        need(count=self.count > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTerm(Clause):
    """Whether a request may cost something."""

    fee: FeeRule = item("What may be charged")
