"""The facts of a breach as a form of the desk has them: times of UTC, lists as words in a line."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import Form

from amana.domain.breach.facts import Nature
from amana.domain.law.breaches import Severity

_Line = Annotated[str, Form(max_length=200)]
_Text = Annotated[str, Form(max_length=4_000)]
_Time = Annotated[str, Form(max_length=32)]
_Names = Annotated[str, Form(max_length=4_000)]
_SAID: Final = ("what", "consequences", "measures", "advice")
_LISTS: Final = ("categories", "sources", "recipients")
TIMES: Final = ("occurred_from", "occurred_until", "discovered", "aware")


def facts_of_form(
    title: _Line,
    lead: _Line,
    nature: Annotated[list[Nature], Form(max_length=4)],
    severity: Annotated[Severity, Form()],
    discovered: _Time,
    aware: _Time,
    what_ar: _Text,
    what_en: _Text,
    consequences_ar: _Text = "",
    consequences_en: _Text = "",
    measures_ar: _Text = "",
    measures_en: _Text = "",
    advice_ar: _Text = "",
    advice_en: _Text = "",
    contact: _Line = "",
    occurred_from: _Time = "",
    occurred_until: _Time = "",
    categories: _Names = "",
    sources: _Names = "",
    recipients: _Names = "",
) -> dict[str, Any]:
    """Return the facts as they were typed, in the form in which they are read."""
    typed = dict(locals())
    said = {name: {each: typed[f"{name}_{each}"] for each in ("ar", "en")} for name in _SAID}
    return {
        "title": title,
        "lead": lead,
        "contact": contact,
        "nature": [each.value for each in dict.fromkeys(nature)],
        "severity": severity.value,
        **said,
        **{name: _utc(typed[name]) for name in TIMES},
        **{name: names_in(typed[name]) for name in _LISTS},
    }


def names_in(line: str) -> list[str]:
    """Return the names that a line has, whatever stands between them."""
    return list(dict.fromkeys(line.replace(",", " ").replace("،", " ").split()))


def shown_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as the form shows them: times of UTC to the second."""
    empty = dict.fromkeys(("title", "lead", "contact", "nature", "severity", "rehearsal", *_SAID))
    return {**empty, **facts, **{name: _shown(facts.get(name)) for name in TIMES}}


def with_times_kept(typed: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, with each time that nobody changed as exact as it was noted."""
    same = {name: before[name] for name in TIMES if _shown(typed[name]) == _shown(before.get(name))}
    return {**typed, **same}


def _utc(text: str) -> str | None:
    """Return an instant given without a zone as one of UTC; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text or None
    return at.replace(tzinfo=at.tzinfo or UTC).isoformat()


def _shown(text: str | None) -> str:
    """Return an instant as a field of the form takes it; empty where it is none."""
    try:
        at = datetime.fromisoformat(text or "")
        at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return at.replace(tzinfo=None, microsecond=0).isoformat()
