"""The registers of processing as tables of CSV, and as pages to print."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
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
OF_CUSTOMER: Final = (
    *("name", "contact", "representative", "officer", "starts_at", "ended_at", "instruction"),
    "dropped",
)
OF_PROCESSING: Final = ("purpose", "data", "transfers", "places")
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


def customers_csv(made: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield what is done for customers as CSV (RFC 4180): a line for each purpose of each."""
    done = {at: _done(each, language) for at, each in _by_purpose(made).items()}
    yield _csv([["customer", *OF_CUSTOMER, *OF_PROCESSING]])
    for customer in made["controllers"]:
        said = _of_customer(customer, language)
        own = [customer["customer"], *(spreadsheet_safe(said[name]) for name in OF_CUSTOMER)]
        served = [done[customer["policy_version"], each] for each in customer["purposes"]]
        yield _csv(
            [*own, *(spreadsheet_safe(each.get(name, "")) for name in OF_PROCESSING)]
            for each in served or [{}]
        )


def _csv(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _by_purpose(made: Mapping[str, Any]) -> Mapping[tuple[int, str], Mapping[str, Any]]:
    """Return what is carried out for customers by version of the policy and purpose."""
    return {(each["policy_version"], each["purpose"]): each for each in made["processing"]}


def _of_customer(customer: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return what is said of a customer itself, by column."""
    between = _between(language)
    return {name: customer[name] or "" for name in OF_CUSTOMER} | {
        "dropped": between.join(customer["dropped"])
    }


def customers_html(made: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield what is done for customers as a page that stands by itself, without script.

    Each category of processing stands there once, and customers lead to it.
    """
    known = _by_purpose(made)
    yield from _opening("documents.for_customers", "processor", made, language)
    for customer in made["controllers"]:
        said = _of_customer(customer, language)
        yield f"<h2><bdi>{escape(said['name'])}</bdi></h2><dl>"
        for name in OF_CUSTOMER[1:]:
            yield _pair(say(f"documents.{name}", language), said[name])
        version = customer["policy_version"]
        links = _between(language).join(
            f'<a href="#{_anchor(version, each)}"><bdi>'
            f"{escape(known[version, each]['name'][language])}</bdi></a>"
            for each in customer["purposes"]
        )
        if links:
            yield f"<dt>{escape(say('documents.processing', language))}</dt><dd>{links}</dd>"
        yield "</dl>"
    for (version, purpose), each in known.items():
        done = _done(each, language)
        yield f'<h2 id="{_anchor(version, purpose)}"><bdi>{escape(done["purpose"])}</bdi></h2><dl>'
        if version != made["policy_version"]:
            yield _pair(say("documents.version", language), str(version))
        for name in OF_PROCESSING[1:]:
            yield _pair(say(f"documents.{name}", language), done[name])
        yield "</dl>"
    yield from _closing(made, language)


def _anchor(version: int, purpose: str) -> str:
    return escape(f"v{version}-{purpose}")


def _page(made: Mapping[str, Any], language: Language) -> Iterator[str]:
    yield from _opening("documents.register", "controller", made, language)
    for activity in made["activities"]:
        cells = _cells(activity, language)
        yield f"<h2>{escape(cells['name'])}</h2><dl>"
        for name in COLUMNS[1:]:
            yield _pair(say(f"documents.{name}", language), cells[name])
        yield "</dl>"
    yield from _closing(made, language)


def _opening(name: str, who: str, made: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield a page's beginning: its name, who answers for it, and of when it is."""
    title = escape(say(name, language))
    way = "rtl" if language == ARABIC else "ltr"
    yield f'<!doctype html><html lang="{language}" dir="{way}"><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style><main><h1>{title}</h1><dl>"
    for label, said in _head(made, who, language):
        yield _pair(say(f"documents.{label}", language), said)
    yield "</dl>"


def _closing(made: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield what holds of all processing, and a page's end."""
    for part in ("protection", "places"):
        if made[part]:
            yield f"<h2>{escape(say(f'documents.all_{part}', language))}</h2><ul>"
            yield from (f"<li><bdi>{escape(each[language])}</bdi></li>" for each in made[part])
            yield "</ul>"
    yield "</main></html>\n"


def _pair(name: str, said: str) -> str:
    # What is said stands at its label's side of the page, whatever script it is in.
    return f"<dt>{escape(name)}</dt><dd><bdi>{escape(said)}</bdi></dd>" if said else ""


def _head(made: Mapping[str, Any], part: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield who answers for the service, and of when the register is."""
    who = made[part]
    yield part, who["name"][language]
    for name in ("email", "phone"):
        yield name, who[name] or ""
    for name in ("address", "officer", "representative"):
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


def _done(processing: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return what is done for a customer in words, by column."""
    between, apart = _between(language), "؛ " if language == ARABIC else "; "
    return {
        "purpose": processing["name"][language],
        "data": between.join(each["name"][language] for each in processing["data"]),
        "transfers": apart.join(_transfer(each, language) for each in processing["recipients"]),
        "places": apart.join(
            _under(_country(each["country"], language), each, language)
            for each in processing["places"]
        ),
    }


def _transfer(to: Mapping[str, Any], language: Language) -> str:
    """Return who gets data, in which country where that is known, and what binds them."""
    name = to["name"][language]
    if to["country"]:
        name += _between(language) + _country(to["country"], language)
    return _under(name, to, language)


def _under(said: str, bound: Mapping[str, Any], language: Language) -> str:
    """Return a receiver or a country with the safeguards that stand behind it."""
    under = _safeguards(bound["safeguards"], language)
    return say("documents.under", language, said=said, under=under) if under else said


def _safeguards(names: Iterable[str], language: Language) -> str:
    return _between(language).join(
        _SAFEGUARDS[each].say(language) if each in _SAFEGUARDS else each for each in sorted(names)
    )


def _between(language: Language) -> str:
    return "، " if language == ARABIC else ", "


def _cells(activity: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return an activity in words, by column."""
    recipients, between = activity["recipients"], _between(language)
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
        "safeguards": _safeguards({one for it in recipients for one in it["safeguards"]}, language),
        "places": between.join(_country(each, language) for each in activity["places"]),
        "kept": " ".join(each[language] for each in activity["kept"]),
    }
