"""What a look at the system found: a state, the reason by a stable name, and safe figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from amana.domain.errors import Field
from amana.domain.words import Language
from amana.wording.bidi import isolate
from amana.wording.catalogue import catalogue, fill
from amana.wording.digits import digits

WELL: Final = "well"


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    UNSEEN = "unseen"
    """It was not looked at, or could not be; nothing is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one look found. Nothing in it belongs to a person."""

    check: str
    """Stable, such as ``clock``; its words stand under ``watch.<check>.<why>``."""
    state: State = State.OK
    why: str = WELL
    subject: str = ""
    """Which of several, such as a scheduled task; a name of ours or of a host, never a value."""
    fields: Mapping[str, Field] = field(default_factory=dict)

    @property
    def fires(self) -> bool:
        """Tell whether somebody has to act."""
        return self.state in {State.WARNING, State.FAULT}


def say_finding(finding: Finding, language: Language, *, isolated: bool = False) -> str:
    """Say what was found in the reader's words."""
    fields = _named(finding.fields, finding.subject)
    return say_why(finding.check, finding.why, fields, language, isolated=isolated)


def say_mending(finding: Finding, language: Language) -> str:
    """Say how it is mended; empty where there is nothing to mend."""
    single = catalogue(language).single
    own = f"watch.{finding.check}.{finding.why}.mend"
    # A look that failed itself is mended by its error, whatever it looked at.
    key = own if own in single else f"watch.{finding.why}.mend"
    words = single.get(key)
    return "" if words is None else fill(words, key, _named(finding.fields, finding.subject))


def say_why(
    check: str, why: str, fields: Mapping[str, Field], language: Language, *, isolated: bool = False
) -> str:
    """Say a reason by its name, with its fields."""
    key = f"watch.{check}.{why}"
    read = {
        name: digits(value, language) if isinstance(value, int) else str(value)
        for name, value in fields.items()
    }
    shown = {name: isolate(value) for name, value in read.items()} if isolated else read
    return fill(catalogue(language).words(key), key, shown)


def _named(fields: Mapping[str, Field], subject: str) -> Mapping[str, Field]:
    return {"subject": subject, **fields}


def seconds(period: timedelta) -> int:
    """Return a period in whole seconds, as fields show it."""
    return round(period.total_seconds())
