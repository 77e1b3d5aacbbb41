"""What is declared about a person, and what follows from it for a decision.

Age is a year of birth or a yes, never a full date: neither says more than the question needs. What
a year leaves open counts against collecting, and never as knowing that somebody is too young.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from amana.domain.errors import Malformed
from amana.domain.vocabulary.collecting import Origin

_EARLIEST_YEAR: Final = 1880
_OLDEST_LIMIT: Final = 21
"""No law known here sets a higher age of majority."""
MOST_COUNTRIES: Final = 5
ORIGINS: Final[Mapping[str, Origin]] = {each.value: each for each in Origin}
"""Where what is declared comes from, by the text that stands for it."""
_ISO_CODE: Final = 2


class BadAge(Malformed):
    """A year in which nobody living was born, or an age that no law asks about."""

    code = "persons.bad_age"


class BadCountry(Malformed):
    """A country is two capital letters (ISO 3166-1), and a person has one to five of them."""

    code = "persons.bad_country"


class PersonKind(StrEnum):
    """What kind of person it is."""

    NATURAL = "natural"
    BUSINESS = "business"
    """A firm: a provider, a shop. Its staff are persons of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BornIn:
    """A year of birth, and nothing more exact."""

    year: int

    def __post_init__(self) -> None:
        """Refuse a year before anybody living was born."""
        if not _EARLIEST_YEAR <= self.year < _EARLIEST_YEAR + 1000:
            raise BadAge


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAge:
    """The answer to *are you at least so old*."""

    at_least: int
    yes: bool

    def __post_init__(self) -> None:
        """Refuse an age that no law asks about."""
        if not 0 < self.at_least <= _OLDEST_LIMIT:
            raise BadAge


Age: TypeAlias = BornIn | OfAge


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A place whose law is the person's."""

    place: str
    """ISO 3166-1 code of what was declared; the name of a law of the policy where nothing was."""
    origin: Origin | None
    """Who said so; ``None`` where nobody did and it is the service's."""
    source: str | None = None
    """Of a third party, which one."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What decisions need to know about who a person is."""

    jurisdictions: tuple[Jurisdiction, ...]
    """Declared ones, else the service's."""
    too_young: bool
    """Known to be under the age that the policy names."""
    old_enough: bool
    """Known to be of that age. Both are false where nobody knows."""
    has_guardian: bool
    kind: PersonKind
    acts_for_business: bool
    """Whether the person is staff of a business that is a person here, too."""


def too_young(ages: Iterable[Age], *, under: int, year: int) -> bool:
    """Tell whether the person is known to be under the age in this year, whatever else is said."""
    return any(_reached(age, under, year) is False for age in ages)


def old_enough(ages: Iterable[Age], *, under: int, year: int) -> bool:
    """Tell whether the person is known to be of the age, and nothing says otherwise."""
    found = {_reached(age, under, year) for age in ages}
    return True in found and False not in found


def _reached(age: Age, under: int, year: int) -> bool | None:
    """Tell whether the age is reached; ``None`` where the statement leaves it open.

    Whoever was born so many years ago may have the birthday still to come: in that year nobody
    knows. A yes to a higher age is one to a lower, a no to a lower age is one to a higher.
    """
    if isinstance(age, BornIn):
        years = year - age.year
        return None if years == under else years > under
    if age.yes:
        return True if age.at_least >= under else None
    return False if age.at_least <= under else None


def check_countries(countries: tuple[str, ...]) -> None:
    """Raise ``BadCountry`` unless these are one to five different country codes."""
    sound = 1 <= len(countries) <= MOST_COUNTRIES and len(set(countries)) == len(countries)
    codes = (len(each) == _ISO_CODE and each.isascii() and each.isupper() for each in countries)
    if not (sound and all(codes)):
        raise BadCountry


def kind_of(kinds: Iterable[PersonKind]) -> PersonKind:
    """Return what the person is: a business only where every statement says so.

    A natural person has more rights: in doubt somebody is one.
    """
    said = set(kinds)
    return PersonKind.BUSINESS if said == {PersonKind.BUSINESS} else PersonKind.NATURAL
