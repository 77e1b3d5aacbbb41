"""The register of processing as a table of CSV, and as a page to print."""

import csv
import io
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from amana.acts.breaches.documents import STYLE, to_the_minute
from amana.acts.sharing.log import spreadsheet_safe
from amana.domain.vocabulary.collecting import EVENTS, Origin
from amana.domain.vocabulary.places import COUNTRIES
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import ARABIC, Language
from amana.wording.catalogue import say

COLUMNS: Final = (
    *("name", "basis", "only_for", "data", "origins", "recipients", "countries", "safeguards"),
    *("places", "kept"),
)
_ORIGINS: Final = {each.value: each for each in Origin}
_SAFEGUARDS: Final = {each.value: each for each in Safeguard}


def register_csv(made: Mapping[str, Any], language: Language) -> str:
    """Return the activities as CSV (RFC 4180), with a line of names."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["purpose", *COLUMNS])
    for activity in made["activities"]:
        said = _cells(activity, language)
        lines.writerow([activity["purpose"], *(spreadsheet_safe(said[name]) for name in COLUMNS)])
    return text.getvalue()


def register_html(made: Mapping[str, Any], language: Language) -> str:
    """Return the register as a page that stands by itself, without script."""
    return "".join(_page(made, language))


def _page(made: Mapping[str, Any], language: Language) -> Iterator[str]:
    title = escape(say("documents.register", language))
    way = "rtl" if language == ARABIC else "ltr"
    yield f'<!doctype html><html lang="{language}" dir="{way}"><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style><main><h1>{title}</h1><dl>"
    for name, said in _head(made, language):
        yield _pair(say(f"documents.{name}", language), said)
    yield "</dl>"
    for activity in made["activities"]:
        cells = _cells(activity, language)
        yield f"<h2>{escape(cells['name'])}</h2><dl>"
        for name in COLUMNS[1:]:
            yield _pair(say(f"documents.{name}", language), cells[name])
        yield "</dl>"
    for part in ("protection", "places"):
        if made[part]:
            yield f"<h2>{escape(say(f'documents.all_{part}', language))}</h2><ul>"
            yield from (f"<li><bdi>{escape(each[language])}</bdi></li>" for each in made[part])
            yield "</ul>"
    yield "</main></html>\n"


def _pair(name: str, said: str) -> str:
    # What is said stands at its label's side of the page, whatever script it is in.
    return f"<dt>{escape(name)}</dt><dd><bdi>{escape(said)}</bdi></dd>" if said else ""


def _head(made: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    """Yield who answers for the service, and of when the register is."""
    who = made["controller"]
    yield "controller", who["name"][language]
    for name in ("email", "phone"):
        yield name, who[name] or ""
    for name in ("address", "officer"):
        yield name, "" if who[name] is None else who[name][language]
    yield "version", str(made["policy_version"])
    yield "made_at", to_the_minute(made["made_at"])


def _country(code: str, language: Language) -> str:
    """Return a country's name with its ISO 3166-1 code behind; one without a name is its code."""
    named = COUNTRIES.get(code)
    return code if named is None else _coded(named.say(language), code, language)


def _event(name: str | None, language: Language) -> str:
    """Return what admits people to a purpose, with its id behind; nothing where all are."""
    if name is None:
        return ""
    known = EVENTS.get(name)
    said = say("documents.event", language) if known is None else known.say(language)
    return _coded(said, name, language)


def _coded(said: str, code: str, language: Language) -> str:
    return say("documents.coded", language, said=said, code=code)


def _cells(activity: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return an activity in words, by column."""
    recipients = activity["recipients"]
    safeguards = sorted({each for it in recipients for each in it["safeguards"]})
    between = "، " if language == ARABIC else ", "
    return {
        "name": activity["name"][language],
        "basis": say(f"copies.basis.{activity['basis']}", language),
        "only_for": _event(activity["only_for"], language),
        "data": between.join(each["name"][language] for each in activity["data"]),
        "origins": between.join(_ORIGINS[each].say(language) for each in activity["origins"]),
        "recipients": between.join(each["name"][language] for each in recipients),
        "countries": between.join(
            _country(each, language)
            for each in sorted({it["country"] for it in recipients if it["country"]})
        ),
        "safeguards": between.join(
            _SAFEGUARDS[each].say(language) if each in _SAFEGUARDS else each for each in safeguards
        ),
        "places": between.join(_country(each, language) for each in activity["places"]),
        "kept": " ".join(each[language] for each in activity["kept"]),
    }
