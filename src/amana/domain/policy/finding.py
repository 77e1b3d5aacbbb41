"""What is found wrong or wanting in a policy that is well formed."""

from dataclasses import dataclass
from enum import StrEnum

from amana.domain.words import Words


class Severity(StrEnum):
    """What a finding means for publishing."""

    ERROR = "error"
    """The policy cannot be published: not all of its promises can be kept."""
    WARNING = "warning"
    """It can, but a person should look."""


class Sort(StrEnum):
    """What sort of finding it is."""

    CONTRADICTION = "contradiction"
    GAP = "gap"
    """Something that a reader or a law would look for is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding about a policy."""

    code: str
    sort: Sort
    severity: Severity
    promises: tuple[str, ...] = ()
    """The promises concerned, by id."""
    about: tuple[str, ...] = ()
    """The declarations concerned, by id."""
    words: Words


def error(code: str, promises: tuple[str, ...], *, ar: str, en: str) -> Remark:
    """Return a contradiction that stands in the way of publishing."""
    return Remark(
        code=code,
        sort=Sort.CONTRADICTION,
        severity=Severity.ERROR,
        promises=promises,
        words=Words(ar=ar, en=en),
    )


def warning(code: str, promises: tuple[str, ...], *, ar: str, en: str) -> Remark:
    """Return a contradiction that a person should look at."""
    return Remark(
        code=code,
        sort=Sort.CONTRADICTION,
        severity=Severity.WARNING,
        promises=promises,
        words=Words(ar=ar, en=en),
    )


def gap(
    code: str, *, ar: str, en: str, promises: tuple[str, ...] = (), about: tuple[str, ...] = ()
) -> Remark:
    """Return something that is not said."""
    return Remark(
        code=code,
        sort=Sort.GAP,
        severity=Severity.WARNING,
        promises=promises,
        about=about,
        words=Words(ar=ar, en=en),
    )
