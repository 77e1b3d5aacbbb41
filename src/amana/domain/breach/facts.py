"""What is known of a breach: its times kept apart, its nature, what it touches, who leads.

Facts are whole each time: what is learnt later are new facts beside the old ones.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from amana.domain.breach.errors import FactsUnfit, TimesOutOfOrder, TimeTooEarly
from amana.domain.law.breaches import Content, Severity
from amana.domain.vocabulary.named import Named
from amana.domain.words import LANGUAGES, Words, says_something

LONGEST: Final = 4_000
_LONGEST_NAME: Final = 200
_MOST: Final = 200
_YEARS_BEFORE: Final = 10
"""How long before a service was founded one of its breaches can have been found out."""
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Nothing that a service holds began before."""


class Nature(Named):
    """What was broken; words: a noun phrase."""

    CONFIDENTIALITY = "confidentiality", "سرية البيانات", "the confidentiality of data"
    INTEGRITY = "integrity", "سلامة البيانات", "the integrity of data"
    AVAILABILITY = "availability", "توفر البيانات", "the availability of data"
    WEAKNESS = (
        "weakness",
        "ضعف في الإعدادات قد يكشف البيانات",
        "a weakness in configuration that may expose data",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When it happened, was discovered, and became known to who answers for it; all aware.

    Awareness decides when most clocks start: a suspicion is discovered, then looked into.
    """

    discovered: datetime
    aware: datetime
    occurred_from: datetime | None = None
    occurred_until: datetime | None = None

    def __post_init__(self) -> None:
        """Raise ``TimesOutOfOrder`` where one that must be later is earlier."""
        known = {
            "occurred_from": self.occurred_from,
            "occurred_until": self.occurred_until,
            "discovered": self.discovered,
            "aware": self.aware,
        }
        for earlier, later in _ORDER:
            first, second = known[earlier], known[later]
            if first is not None and second is not None and first > second:
                raise TimesOutOfOrder(earlier=earlier, later=later)

    def check(self, now: datetime, *, founded: datetime) -> None:
        """Refuse what nobody can mean, now and of a service that was founded then.

        Raises ``TimesOutOfOrder`` where somebody became aware of it, or it began, in times to come,
        and ``TimeTooEarly`` where it was found out more than ten years before the service was
        founded, or began before 1970.
        """
        for part, time in (("aware", self.aware), ("occurred_until", self.occurred_until)):
            if time is not None and time > now:
                raise TimesOutOfOrder(earlier=part, later="now")
        first = datetime(founded.year - _YEARS_BEFORE, 1, 1, tzinfo=UTC)
        for part, time, bound in (
            ("occurred_from", self.occurred_from, _FIRST),
            ("occurred_until", self.occurred_until, _FIRST),
            ("discovered", self.discovered, first),
            ("aware", self.aware, first),
        ):
            if time is not None and time < bound:
                raise TimeTooEarly(part=part, first=bound.date().isoformat())


_ORDER: Final = (
    ("occurred_from", "occurred_until"),
    ("occurred_from", "discovered"),
    ("discovered", "aware"),
)
"""It can go on after it was discovered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A breach as it is known at one time. The words name nobody whom the data is about."""

    title: str
    nature: tuple[Nature, ...]
    times: Times
    severity: Severity
    what: Words
    consequences: Words | None = None
    measures: Words | None = None
    advice: Words | None = None
    contact: str | None = None
    """How those concerned reach who knows more."""
    lead: str
    """Who leads the work on it."""
    categories: tuple[str, ...] = ()
    """Of the policy's data."""
    sources: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ``FactsUnfit`` for what says nothing, or too much."""
        wrong = {
            "title": not _fits(self.title),
            "lead": not _fits(self.lead),
            "contact": self.contact is not None and not _fits(self.contact),
            "nature": not self.nature,
            "categories": len(self.categories) > _MOST,
            "sources": len(self.sources) > _MOST,
            "recipients": len(self.recipients) > _MOST,
            **{name: _too_long(words) for name, words in self.words().items()},
        }
        for part, is_wrong in wrong.items():
            if is_wrong:
                raise FactsUnfit(part=part)

    def words(self) -> dict[str, Words | None]:
        """Return what is said in words, by name."""
        return {
            "what": self.what,
            "consequences": self.consequences,
            "measures": self.measures,
            "advice": self.advice,
        }

    def tells(self, content: Content) -> bool:
        """Tell whether the facts tell this, in both languages where it is said in words."""
        if content is Content.CONTACT:
            return self.contact is not None
        if content is Content.CATEGORIES:
            return bool(self.categories)
        if content is Content.WHEN:
            return self.times.occurred_from is not None
        if content in {Content.AWARE, Content.NUMBERS}:
            return True
        said = self.words()[content.value]
        return said is not None and bool(said.ar and said.en)


def _fits(text: str) -> bool:
    return says_something(text) and len(text) <= _LONGEST_NAME


def _too_long(words: Words | None) -> bool:
    return words is not None and any(len(words.say(each)) > LONGEST for each in LANGUAGES)
