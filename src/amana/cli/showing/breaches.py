"""How breaches and their clocks are said at the command line."""

from collections.abc import Mapping
from typing import Any, Final

from amana.domain.words import Language
from amana.wording.catalogue import say

_MINUTE: Final = 60
_HOUR: Final = 3600


def breach_lines(case: Mapping[str, Any], language: Language) -> str:
    """Say a breach: its title, numbers, and each clock on a line."""
    head = [line(case, language)]
    if len(case["awareness"]) > 1:
        head += [
            say("breaches.corrected", language, aware=each["aware_at"], noted=each["noted_at"])
            for each in case["awareness"]
        ]
    return "\n".join([*head, *(clock_line(each, language) for each in case["clocks"])])


def line(case: Mapping[str, Any], language: Language) -> str:
    """Say a breach in one line; a rehearsal is marked."""
    mark = f"[{say('breaches.rehearsal', language)}] " if case["rehearsal"] else ""
    state = "closed" if case["closed_at"] else "sending" if case["sending_at"] else "open"
    return mark + say(
        "breaches.line",
        language,
        breach=case["breach"],
        title=case["facts"]["title"],
        state=say(f"breaches.state.{state}", language),
        **case["numbers"],
    )


def clock_line(clock: Mapping[str, Any], language: Language) -> str:
    """Say who is to be told until when, and how that stands."""
    said = say(
        "breaches.clock",
        language,
        whom=say(f"breaches.whom.{clock['whom']}", language),
        by=clock["promise"] or f"{clock['law']} {clock['article']}",
        stands=say(f"breaches.stand.{clock['stands']}", language),
        due=clock["due_at"] or say("breaches.no_number", language),
        left=left_of(clock["left_s"]),
    )
    if not clock["in_force"]:
        return f"{said} {say('breaches.draft', language)}"
    return said if clock["certain"] else f"{said} {say('breaches.uncertain', language)}"


def left_of(seconds: int | None) -> str:
    """Say what is left in hours and minutes; what is over has a minus."""
    if seconds is None:
        return "-"
    hours, rest = divmod(abs(seconds), _HOUR)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // _MINUTE:02}"
