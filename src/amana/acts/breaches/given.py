"""Facts of a breach from and to JSON, strictly: what has no name here is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

from amana.domain.breach.errors import FactsUnfit
from amana.domain.breach.facts import Facts, Nature, Times
from amana.domain.law.breaches import Severity
from amana.domain.vocabulary.named import Named
from amana.domain.words import LANGUAGES, Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What people are told, in one language."""

    subject: str = field(repr=False)
    text: str = field(repr=False)


_WORDS: Final = ("what", "consequences", "measures", "advice")
_LISTS: Final = ("categories", "sources", "recipients")
_TIMES: Final = ("occurred_from", "occurred_until", "discovered", "aware")
_TEXTS: Final = ("title", "contact", "lead")
_KNOWN: Final = frozenset({*_WORDS, *_LISTS, *_TIMES, *_TEXTS, "nature", "severity"})
_LONGEST_ID: Final = 100
_N = TypeVar("_N", bound=Named)


def facts_from(given: Mapping[str, Any]) -> Facts:
    """Return the facts. Raises ``FactsUnfit`` and ``TimesOutOfOrder``."""
    for name in given:
        if name not in _KNOWN:
            raise FactsUnfit(part="names")
    what = _words(given, "what")
    if what is None:
        raise FactsUnfit(part="what")
    return Facts(
        title=_text(given, "title") or "",
        nature=tuple(_one_of(Nature, each, "nature") for each in _list(given, "nature")),
        times=_times(given),
        severity=_one_of(Severity, given.get("severity"), "severity"),
        what=what,
        consequences=_words(given, "consequences"),
        measures=_words(given, "measures"),
        advice=_words(given, "advice"),
        contact=_text(given, "contact"),
        lead=_text(given, "lead") or "",
        categories=_list(given, "categories"),
        sources=_list(given, "sources"),
        recipients=_list(given, "recipients"),
    )


def facts_json(facts: Facts) -> dict[str, Any]:
    """Return the facts as they are kept and handed out; :func:`facts_from` reads them back."""
    said = {
        name: None if words is None else {"ar": words.ar, "en": words.en}
        for name, words in facts.words().items()
    }
    times = {name: getattr(facts.times, name) for name in _TIMES}
    return {
        "title": facts.title,
        "nature": [each.value for each in facts.nature],
        "severity": facts.severity.value,
        **{name: None if at is None else at.isoformat() for name, at in times.items()},
        **said,
        "contact": facts.contact,
        "lead": facts.lead,
        **{name: list(getattr(facts, name)) for name in _LISTS},
    }


def letters_from(given: Mapping[str, Any]) -> dict[Language, Letter]:
    """Return the letters in both languages: ``{"ar": {"subject", "text"}, "en": ...}``.

    Raises ``FactsUnfit``.
    """
    found: dict[Language, Letter] = {}
    for language in LANGUAGES:
        said = given.get(language)
        if not isinstance(said, Mapping):
            raise FactsUnfit(part=language)
        subject, text = _text(said, "subject"), _text(said, "text")
        found[language] = Letter(subject=subject or "", text=text or "")
    return found


def _times(given: Mapping[str, Any]) -> Times:
    read = {name: _instant(given, name) for name in _TIMES}
    discovered, aware = read["discovered"], read["aware"]
    if aware is None:
        raise FactsUnfit(part="aware")
    return Times(
        occurred_from=read["occurred_from"],
        occurred_until=read["occurred_until"],
        discovered=discovered or aware,
        aware=aware,
    )


def _instant(given: Mapping[str, Any], name: str) -> datetime | None:
    text = _text(given, name)
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise FactsUnfit(part=name) from None
    if at.tzinfo is None:
        raise FactsUnfit(part=name)
    return at


def _text(given: Mapping[str, Any], name: str) -> str | None:
    text = given.get(name)
    if text is not None and (not isinstance(text, str) or "\0" in text):
        raise FactsUnfit(part=name)
    return text or None


def _words(given: Mapping[str, Any], name: str) -> Words | None:
    said = given.get(name)
    if said is None:
        return None
    if not isinstance(said, Mapping) or not set(said) <= {"ar", "en"}:
        raise FactsUnfit(part=name)
    ar, en = _text(said, "ar"), _text(said, "en")
    return Words(ar=ar or "", en=en or "") if ar or en else None


def _list(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    said = given.get(name) or []
    if not isinstance(said, list | tuple):
        raise FactsUnfit(part=name)
    for each in said:
        if not isinstance(each, str) or not 0 < len(each) <= _LONGEST_ID:
            raise FactsUnfit(part=name)
    return tuple(dict.fromkeys(said))


def _one_of(kind: type[_N], value: object, part: str) -> _N:
    found = next((each for each in kind if each.value == value), None)
    if found is None:
        raise FactsUnfit(part=part)
    return found
